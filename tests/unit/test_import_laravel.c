/* Laravel's migrations replayed: a folder as applications have them, statements one by one, what is
 * not PHP, and memory that runs out. */
#include "import_util.h"

#define FOLDER IMPORTS "/migrations"

static void read_php(phony_import *import, const char *text, size_t length)
{
    phony_error error = {0};
    phony_status status = read_bytes(import, ph_import_laravel, "x.php", text, length, &error);

    ck_assert_msg(status == PHONY_OK, "%s: %s", text, error.message);
}

START_TEST(a_folder_is_replayed_in_order)
{
    phony_import import = {0};
    ph_import_source source = {FOLDER, NULL, 0};
    phony_error error = {0};

    ck_assert_msg(ph_import_laravel(&import, &source, &error) == PHONY_OK, "%s", error.message);
    assert_described(&import, IMPORTS "/migrations.expected");
    ph_import_tables_fini(&import);
}
END_TEST

/* Statements of up() behind the creation of a table t with columns id, a, b. */
static const struct statement {
    const char *up, *expected;
} statements[] = {
    {"",
     "t\n  id int64 automatic not-null\n  a text(9) not-null\n  b text(9) not-null\n"
     "  primary(id)\n"},
    {"Schema::drop('t');", ""},
    {"return; Schema::drop('t');",
     "t\n  id int64 automatic not-null\n  a text(9) not-null\n"
     "  b text(9) not-null\n  primary(id)\n"},
    {"if (!Schema::hasTable('t')) { Schema::create('u', fn ($t) => $t->id()); } Schema::drop('t');",
     ""},
    {"if (true || whatever()) Schema::drop('t');", ""},
    {"if (false && whatever()) Schema::drop('x'); else if (true) Schema::drop('t');", ""},
    {"if (!(Schema::hasColumn('t', 'a') && Schema::hasColumns('t', ['b', 'id']))) return;"
     "Schema::drop('t');",
     ""},
    {"if (Schema::hasColumns('t', ['b', 'c'])) return; Schema::drop('t');", ""},
    {"$n = 't'; Schema::drop($n);", ""},
    {"$n = 'x' . 1; Schema::rename('t', $n); Schema::drop('x1');", ""},
    {"foreach (['t'] as $n) { Schema::drop($n); }", ""},
    {"foreach (['x' => 't'] as $k => $n) Schema::drop($n);", ""},
    {"\\Illuminate\\Support\\Facades\\Schema::drop('t');", ""},
    {"$this->schema->drop('t');", ""},
    {"Schema::table('t', function ($x) { $x->dropColumn(['a', 'b']); });",
     "t\n  id int64 automatic not-null\n  primary(id)\n"},
    {"Schema::table('t', function ($x) { $x->dropColumn('a'); $x->dropColumn('b'); "
     "$x->unsignedBigInteger('id')->change(); });",
     "t\n  id int64 automatic not-null\n  primary(id)\n"},
    {"Schema::dropColumns('t', ['a', 'b', 'id']);", "t\n"},
    {"Schema::drop($unknown); Schema::drop('t');", "! 1:140 the table's name is not known\n"},
    {"Schema::drop('t'); switch ($x) { case 1: Schema::drop('t'); }",
     "! 1:151 which case holds here is not known: left out\n"},
};

START_TEST(statements_do_what_they_say)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        phony_import import = {0};
        char text[1024], *got;
        int length = snprintf(text, sizeof text,
                              "<?php return new class { function up() { Schema::create('t', "
                              "function ($x) { $x->id(); $x->string('a', 9); $x->string('b', 9); "
                              "}); %s } };",
                              statements[i].up);
        read_php(&import, text, (size_t)length);
        got = describe(&import);
        ck_assert_msg(!strcmp(got, statements[i].expected), "%s\ngives\n%s", statements[i].up, got);
        free(got);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* Calls on a blueprint of an empty table: its lines without the table's. */
static const struct call {
    const char *calls, *expected;
} calls[] = {
    {"$t->string('a')->default('x');", "  a text(255) not-null =\"x\"\n"},
    {"$t->string(column: 'a', length: 7);", "  a text(7) not-null\n"},
    {"$t->string('a' /* why */, 7) // because\n ->nullable(false);", "  a text(7) not-null\n"},
    {"$t->decimal('a');", "  a decimal(8,2) not-null\n"},
    {"$t->decimal('a', 30, 4);", "  a decimal(18,4) not-null\n"},
    {"$t->boolean('a')->default('0');", "  a boolean not-null =false\n"},
    {"$t->integer('a')->default(true);", "  a int32 not-null =1\n"},
    {"$t->integer('a')->default('many');", "  a int32 not-null\n"},
    {"$t->enum('a', array('x', 'y'))->nullable();", "  a enum in(x|y)\n"},
    {"$t->text('a')->default(\"tab\\there \\$x\");", "  a text not-null =\"tab\\there $x\"\n"},
    {"$t->integer('a')->index()->comment('of it');", "  a int32 not-null -- of it\n  index(a)\n"},
    {"$t->integer('a'); $t->integer('b'); $t->index(['b', 'a']);",
     "  a int32 not-null\n  b int32 not-null\n  index(b,a)\n"},
    {"$t->string('a'); $t->unique('a'); $t->dropUnique(['a']);", "  a text(255) not-null\n"},
    {"$t->string('a'); $t->string('b'); $t->unique(['a', 'b']); $t->dropUnique('t_a_b_unique');",
     "  a text(255) not-null\n  b text(255) not-null\n"},
    {"$t->string('a'); $t->index('a', 'my'); $t->dropIndex('my');", "  a text(255) not-null\n"},
    {"$t->integer('t_id'); $t->foreign('t_id')->references('t_id')->on('t');",
     "  t_id int32 not-null\n  key(t_id)->t(t_id)\n"},
    {"$t->foreignId('a')->constrained('t'); $t->dropForeign('t_a_foreign');",
     "  a int64 not-null\n"},
    {"$t->foreignId('a')->constrained('t', 'a'); $t->renameColumn('a', 'z');",
     "  z int64 not-null\n  key(z)->t(z)\n"},
    {"$t->foreignIdFor(App\\Models\\LineItem::class);", "  line_item_id int64 not-null\n"},
    {"$t->morphs('x');",
     "  x_type text(255) not-null\n  x_id int64 not-null\n"
     "  index(x_type,x_id)\n  key(x_id)->x_type?\n"},
    {"$t->morphs('x'); $t->dropMorphs('x');", ""},
    {"$t->timestamps(); $t->dropTimestamps(); $t->softDeletes('gone'); "
     "$t->dropSoftDeletes('gone');",
     ""},
    {"$t->string($name);", "! 1:74 the column's name is not known\n"},
    {"$t->index('no');", "! 1:74 not all columns of this are in table 't'\n"},
    {"$t->comment('All of them');", ": All of them\n"},
};

START_TEST(blueprints_make_columns_and_keys)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        phony_import import = {0};
        char text[1024], *got, *lines;
        int length = snprintf(text, sizeof text,
                              "<?php class X { function up() { Schema::create('t', function ($t) "
                              "{  %s }); } }",
                              calls[i].calls);
        read_php(&import, text, (size_t)length);
        got = describe(&import);
        lines = got + (got[1] == ':' ? 1 : 2);
        ck_assert_msg(!strcmp(lines, calls[i].expected), "%s\ngives\n%s", calls[i].calls, lines);
        free(got);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* What constrained() refers to. */
START_TEST(tables_are_plurals_of_columns)
{
    static const struct {
        const char *column, *table;
    } cases[] = {{"user_id", "users"},
                 {"category_id", "categories"},
                 {"child_id", "children"},
                 {"key_id", "keys"},
                 {"box_id", "boxes"},
                 {"line_item_id", "line_items"},
                 {"status_id", "statuses"},
                 {"news_id", "news"},
                 {"address_id", "addresses"},
                 {"branch_id", "branches"},
                 {"sales_person_id", "sales_people"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        phony_import import = {0};
        char text[512];
        int length = snprintf(text, sizeof text,
                              "<?php class X { function up() { Schema::create('%s', fn ($t) => "
                              "$t->id()); Schema::create('t', function ($t) { "
                              "$t->foreignId('%s')->constrained(); }); } }",
                              cases[i].table, cases[i].column);
        read_php(&import, text, (size_t)length);
        ck_assert_msg(import.note_count == 0 && import.tables[1].key_count == 1, "%s",
                      cases[i].column);
        ck_assert_str_eq(import.tables[1].keys[0].table, cases[i].table);
        ph_import_tables_fini(&import);
    }
}
END_TEST

static const char *const broken[] = {
    "",
    "<?php",
    "no PHP at all",
    "<?php class X { function up() {",
    "<?php class X { function up() { Schema::create('t', function ($t) { $t->string('a",
    "<?php class X { function up() { Schema::create('t', function ($t) { $t->string(",
    "<?php class X { function up() { Schema::create( } }",
    "<?php class X { function up() { Schema:: } }",
    "<?php class X { function up() { /* never closed",
    "<?php class X { function up() { $x = <<<EOT\nnever closed",
    "<?php function up() ) ] } (",
    "<?php function up() { if } else ( foreach try catch switch",
    "<?php function up() { Schema::table('t', fn",
    "<?php function up",
    "<?php const",
    "<?php class X { function up() { Schema::create('t', function ($t) { $t->; $t->(; }); } }",
};

START_TEST(broken_files_are_noted)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        phony_import import = {0};
        read_php(&import, broken[i], strlen(broken[i]));
        ph_import_tables_fini(&import);
    }
    for (size_t i = 3; i < 6; i++) {
        phony_import import = {0};
        read_php(&import, broken[i], strlen(broken[i]));
        ck_assert_msg(import.note_count > 0, "%s", broken[i]);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* Every piece of a real file, cut off anywhere, and with bytes of 0 in it. */
START_TEST(files_may_end_anywhere)
{
    size_t length;
    char *text = read_whole(FOLDER "/2020_02_04_000000_conditions.php", &length);

    for (size_t cut = 0; cut <= length; cut++) {
        phony_import import = {0};
        read_php(&import, text, cut);
        ph_import_tables_fini(&import);
    }
    for (size_t at = 0; at < length; at += 3) {
        phony_import import = {0};
        char kept = text[at];
        text[at] = '\0';
        read_php(&import, text, length);
        text[at] = kept;
        ph_import_tables_fini(&import);
    }
    free(text);
}
END_TEST

START_TEST(nesting_is_bounded)
{
    static const char *const begins[] = {"(", "[", "{", "if (!(", "foreach ([1] as $x) {", "!"};

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        phony_import import = {0};
        ph_buffer text = PH_BUFFER_INIT;
        ph_buffer_append_text(&text, "<?php class X { function up() { $x = ");
        ph_buffer_append_text(&text, i > 2 ? "1;" : "");
        for (int n = 0; n < 10000; n++)
            ph_buffer_append_text(&text, begins[i]);
        read_php(&import, text.data, text.length);
        ph_buffer_fini(&text);
        ph_import_tables_fini(&import);
    }
}
END_TEST

/* A note whose file found no room stands without it. */
static int misses_file(const phony_import *import)
{
    for (size_t i = 0; i < import->note_count; i++) {
        if (!import->notes[i].file)
            return 1;
    }
    return 0;
}

START_TEST(every_allocation_may_fail)
{
    size_t length;
    char *text = read_whole(FOLDER "/2020_01_04_000000_create_posts_table.php", &length);

    for (size_t nth = 0;; nth++) {
        phony_import import = {0};
        phony_error error = {0};
        phony_status status;
        int failed;
        ph_alloc_fail_after(nth);
        status = read_bytes(&import, ph_import_laravel, "x.php", text, length, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        /* A note that found no room is counted, no failure. */
        ck_assert_msg(status == PHONY_OK || (failed && status == PHONY_ERROR_MEMORY), "%d",
                      (int)status);
        ck_assert(!failed || status || import.notes_left_out || misses_file(&import));
        ph_import_tables_fini(&import);
        if (!failed)
            break;
    }
    free(text);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    phony_import import = {0};
    ph_import_source source = {FOLDER "/no", NULL, 0};
    phony_error error = {0};

    ck_assert_int_eq(ph_import_laravel(&import, &source, &error), PHONY_ERROR_IO);
    ph_import_tables_fini(&import);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("import_laravel");

    UNIT_ADD(suite, a_folder_is_replayed_in_order);
    UNIT_ADD(suite, statements_do_what_they_say);
    UNIT_ADD(suite, blueprints_make_columns_and_keys);
    UNIT_ADD(suite, tables_are_plurals_of_columns);
    UNIT_ADD(suite, broken_files_are_noted);
    UNIT_ADD(suite, files_may_end_anywhere);
    UNIT_ADD(suite, nesting_is_bounded);
    UNIT_ADD(suite, every_allocation_may_fail);
    UNIT_ADD(suite, a_folder_that_is_not_there_is_an_error);
    return suite;
}
