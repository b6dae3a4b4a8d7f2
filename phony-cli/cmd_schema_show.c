/* phony schema show: what a data set is made of, as tables, as a picture for Graphviz, or as JSON.
 */
#include "schema_show.h"
#include "text_table.h"

#include <inttypes.h>
#include <string.h>

typedef struct show_settings {
    const char *scenario;
    int32_t dot;
    int32_t json;
} show_settings;

#define AT(member) offsetof(show_settings, member)
static const cli_option options[] = {
    CLI_TEXT_ROW(CLI_FILE, 0, "scenario", "NAME", AT(scenario),
                 "with the numbers of rows of this scenario"),
    CLI_FLAG_ROW(0, "dot", AT(dot), "as a graph: phony schema show FILE --dot | dot -Tsvg"),
    CLI_FLAG_ROW(0, "json", AT(json), "as JSON, for programs"),
    CLI_LAST_ROW,
};
static const cli_group groups[] = {{"Options", options, 0}, {NULL, NULL, 0}};
static const char *const examples[] = {
    "phony schema show shop.pdl.json", "entities, their columns, and how they hang together",
    "phony schema show shop.pdl.json --dot | dot -Tsvg > shop.svg", "a picture of them", NULL};

static void put_heading(const char *text)
{
    printf("%s", cli_style_text(stdout, CLI_BOLD));
    cli_put_text(stdout, text, SIZE_MAX);
    printf("%s\n", cli_style_text(stdout, CLI_PLAIN));
}

static void head(cli_table *table, const char *const *headings, const char *right)
{
    cli_table_init(table, strlen(right));
    for (size_t i = 0; right[i]; i++)
        cli_table_head(table, i, headings[i], right[i] == 'r');
}

/* The columns of an entity's key, "a, b". */
static void describe_key(const phony_dataset *dataset, size_t entity, char *text, size_t capacity)
{
    phony_field field = PHONY_FIELD_INIT;
    phony_error error;
    size_t length = 0;
    *text = 0;
    for (size_t i = 0; phony_dataset_get_field(dataset, entity, i, &field, &error) == PHONY_OK; i++)
        if (field.is_primary && length < capacity)
            length += (size_t)snprintf(text + length, capacity - length, "%s%s",
                                       length > 0 ? ", " : "", field.name);
}

static int show_entities(const phony_dataset *dataset)
{
    static const char *const headings[] = {"entity", "table", "rows", "columns", "key"};
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    cli_table table;
    char key[512];
    put_heading("Entities");
    head(&table, headings, "llrrl");
    for (size_t i = 0; phony_dataset_get_entity(dataset, i, &entity, &error) == PHONY_OK; i++) {
        describe_key(dataset, i, key, sizeof key);
        cli_table_add(&table, entity.name);
        cli_table_add(&table, strcmp(entity.name, entity.table) ? entity.table : "");
        cli_table_add_number(&table, entity.rows);
        cli_table_add_number(&table, entity.columns);
        cli_table_add(&table, key);
    }
    return cli_table_print(&table);
}

/* "primary", "unique", "30 % null", "-> User.id". */
static void describe_field(const phony_field *field, char *text, size_t capacity)
{
    char null[32] = "";
    if (field->null_share > 0)
        snprintf(null, sizeof null, ", %.4g %% null", field->null_share * 100);
    else if (field->can_be_null)
        snprintf(null, sizeof null, ", can be null");
    const char *key = field->is_unique ? ", unique" : "";
    if (field->is_primary)
        key = ", primary";
    int length = snprintf(text, capacity, "%s%s%s%s", key, null, field->references ? ", -> " : "",
                          field->references ? field->references : "");
    if (length > 2)
        memmove(text, text + 2, strlen(text + 2) + 1);
}

static int show_fields(const phony_dataset *dataset, size_t entity, const char *name)
{
    static const char *const headings[] = {"field", "column", "type", "generator", ""};
    phony_field field = PHONY_FIELD_INIT;
    phony_error error;
    cli_table table;
    char text[512];
    putchar('\n');
    put_heading(name);
    head(&table, headings, "lllll");
    for (size_t i = 0; phony_dataset_get_field(dataset, entity, i, &field, &error) == PHONY_OK;
         i++) {
        describe_field(&field, text, sizeof text);
        cli_table_add(&table, field.name);
        cli_table_add(&table, strcmp(field.name, field.column) ? field.column : "");
        cli_table_add(&table, field.type);
        cli_table_add(&table, field.generator);
        cli_table_add(&table, text);
    }
    return cli_table_print(&table);
}

/* How many children a parent has: "0 to 8, 2.5 on average". */
static void describe_children(const phony_relationship *r, char *text, size_t capacity)
{
    char most[32] = "any number";
    if (r->max > 0)
        snprintf(most, sizeof most, "%" PRIu64, r->max);
    snprintf(text, capacity, "%" PRIu64 " to %s, %.4g on average", r->min, most, r->mean);
    if (r->max > 0 && r->min == r->max)
        snprintf(text, capacity, "%" PRIu64, r->min);
}

static int show_relationships(const phony_dataset *dataset)
{
    static const char *const headings[] = {"from", "to", "", "children of a parent", "without"};
    phony_relationship r = PHONY_RELATIONSHIP_INIT;
    phony_error error;
    cli_table table;
    char text[512];
    if (phony_dataset_get_relationship(dataset, 0, &r, &error) != PHONY_OK)
        return CLI_OK;
    putchar('\n');
    put_heading("Relationships");
    head(&table, headings, "llllr");
    for (size_t i = 0; phony_dataset_get_relationship(dataset, i, &r, &error) == PHONY_OK; i++) {
        snprintf(text, sizeof text, "%s.%s", r.child, r.child_fields);
        cli_table_add(&table, text);
        snprintf(text, sizeof text, "%s.%s", r.parent, r.parent_fields);
        cli_table_add(&table, text);
        cli_table_add(&table, r.cardinality);
        describe_children(&r, text, sizeof text);
        cli_table_add(&table, text);
        cli_table_add(&table, r.optional > 0 ? cli_percent(r.optional).text : "");
    }
    return cli_table_print(&table);
}

static int show_tables(const phony_dataset *dataset)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    int status = show_entities(dataset);
    for (size_t i = 0;
         status == CLI_OK && phony_dataset_get_entity(dataset, i, &entity, &error) == PHONY_OK; i++)
        status = show_fields(dataset, i, entity.name);
    return status == CLI_OK ? show_relationships(dataset) : status;
}

static int run(const cli_call *call)
{
    const show_settings *settings = call->settings;
    phony_dataset_options with = PHONY_DATASET_OPTIONS_INIT;
    cli_dataset dataset;
    if (settings->dot && settings->json)
        return cli_usage(call->command, "--dot goes not with --json");
    with.scenario = settings->scenario;
    int status = cli_dataset_open(call->arguments[0], &with, &dataset);
    if (status == CLI_OK && settings->dot)
        cli_show_dot(dataset.set);
    else if (status == CLI_OK && settings->json)
        cli_show_json(dataset.set);
    else if (status == CLI_OK)
        status = show_tables(dataset.set);
    cli_dataset_close(&dataset);
    return status;
}

const cli_command cli_schema_show = {
    .name = "schema show",
    .summary = "show the entities, columns and relationships of a schema",
    .usage = "FILE [OPTION...]",
    .description =
        "Shows what a data set is made of: entities in an order in which parents come before their "
        "children, with numbers of rows; the columns of each with types and generators; and "
        "relationships.",
    .examples = examples,
    .groups = groups,
    .missing = "which FILE? A schema, such as shop.pdl.json; - is standard input",
    .least_arguments = 1,
    .most_arguments = 1,
    .reads_input = 1,
    .settings_size = sizeof(show_settings),
    .run = run,
};
