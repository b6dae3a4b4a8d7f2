/* JSON documents as trees: what stands where, by name and by place, and what is refused. */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/json_tree.h"
#include "models.h"
#include "text_util.h"

static const char document[] =
    "{\"name\": \"Shop\",\n"
    "  \"list\": [1.50, true,\n"
    "    {\"a\": null, \"b\\u00e9\": false}, []],\n"
    "  \"empty\": {}}\n";

static void parse(ph_json_tree *tree, const char *text)
{
    phony_error error = {0};
    char *copy = exact_copy(text, strlen(text));

    ASSERT_STATUS(ph_json_tree_parse(tree, copy, strlen(text), &error), PHONY_OK, &error);
    free(copy); /* nothing of the text is needed any more */
}

/* The node at a path of member names and, for arrays, indexes. */
static uint32_t node_at(const ph_json_tree *tree, const char *const *path)
{
    uint32_t node = 0;

    for (; *path; path++) {
        if (tree->nodes[node].kind == PH_JSON_OBJECT) {
            node = ph_json_member(tree, node, *path);
        } else {
            long index = strtol(*path, NULL, 10);
            for (node = tree->nodes[node].child; index > 0; index--)
                node = tree->nodes[node].next;
        }
        ck_assert_uint_ne(node, PH_JSON_NO_NODE);
    }
    return node;
}

START_TEST(values_are_found_with_their_places)
{
    static const struct {
        const char *path[4];
        ph_json_kind kind;
        uint32_t count;
        const char *text, *name; /* of numbers and strings; the path as people write it */
        uint64_t line, column;
    } cases[] = {
        {{NULL}, PH_JSON_OBJECT, 3, NULL, "the document", 1, 1},
        {{"name"}, PH_JSON_STRING, 0, "Shop", "name", 1, 10},
        {{"list"}, PH_JSON_ARRAY, 4, NULL, "list", 2, 11},
        {{"list", "0"}, PH_JSON_NUMBER, 0, "1.50", "list[0]", 2, 12},
        {{"list", "1"}, PH_JSON_TRUE, 0, NULL, "list[1]", 2, 18},
        {{"list", "2"}, PH_JSON_OBJECT, 2, NULL, "list[2]", 3, 5},
        {{"list", "2", "a"}, PH_JSON_NULL, 0, NULL, "list[2].a", 3, 11},
        {{"list", "2", "bé"}, PH_JSON_FALSE, 0, NULL, "list[2].bé", 3, 28},
        {{"list", "3"}, PH_JSON_ARRAY, 0, NULL, "list[3]", 3, 36},
        {{"empty"}, PH_JSON_OBJECT, 0, NULL, "empty", 4, 12},
    };
    ph_json_tree tree;

    parse(&tree, document);
    ck_assert_uint_eq(tree.count, COUNT_OF(cases));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint32_t node = node_at(&tree, cases[i].path);
        uint64_t line, column;
        ph_buffer path = PH_BUFFER_INIT;
        ck_assert_int_eq(tree.nodes[node].kind, cases[i].kind);
        ck_assert_uint_eq(tree.nodes[node].count, cases[i].count);
        if (cases[i].text)
            ck_assert_str_eq(ph_json_text(&tree, node), cases[i].text);
        ph_json_place(&tree, node, &line, &column);
        ck_assert_msg(line == cases[i].line && column == cases[i].column, "%s: %d:%d",
                      cases[i].name, (int)line, (int)column);
        ph_json_path_of(&tree, node, &path);
        assert_text(path.data, path.length, cases[i].name, cases[i].name);
        ph_buffer_fini(&path);
    }
    ph_json_tree_fini(&tree);
}
END_TEST

START_TEST(members_are_those_of_their_object)
{
    ph_json_tree tree;
    uint32_t inner;

    parse(&tree, "{\"a\": {\"b\": 1}, \"b\": {\"a\": 2}, \"c\": [{\"a\": 3}]}");
    inner = ph_json_member(&tree, ph_json_member(&tree, 0, "a"), "b");
    ck_assert_str_eq(ph_json_text(&tree, inner), "1");
    ck_assert_str_eq(ph_json_key(&tree, inner), "b");
    inner = ph_json_member(&tree, ph_json_member(&tree, 0, "b"), "a");
    ck_assert_str_eq(ph_json_text(&tree, inner), "2");
    ck_assert_uint_eq(ph_json_member(&tree, 0, "d"), PH_JSON_NO_NODE);
    ck_assert_uint_eq(ph_json_member(&tree, 0, ""), PH_JSON_NO_NODE);
    ck_assert_uint_eq(ph_json_member(&tree, inner, "a"), PH_JSON_NO_NODE);
    ck_assert_uint_eq(ph_json_member(&tree, PH_JSON_NO_NODE, "a"), PH_JSON_NO_NODE);
    ck_assert_uint_eq(ph_json_member(&tree, ph_json_member(&tree, 0, "c"), "a"), PH_JSON_NO_NODE);
    ph_json_tree_fini(&tree);
}
END_TEST

/* Enough for the table of members to be made anew several times. */
START_TEST(many_members_are_found)
{
    enum { MEMBERS = 5000 };
    ph_buffer text = PH_BUFFER_INIT;
    ph_json_tree tree;
    char name[16];

    for (unsigned i = 0; i < MEMBERS; i++) {
        snprintf(name, sizeof name, "%s\"m%u\":", i ? "," : "{", i);
        ph_buffer_append_text(&text, name);
        ph_buffer_append_number(&text, i);
    }
    ph_buffer_append_text(&text, "}");
    ck_assert_int_eq(ph_json_tree_parse(&tree, text.data, text.length, NULL), PHONY_OK);
    for (unsigned i = 0; i < MEMBERS; i++) {
        uint32_t node;
        snprintf(name, sizeof name, "m%u", i);
        node = ph_json_member(&tree, 0, name);
        ck_assert_uint_eq(node, i + 1);
        ck_assert_uint_eq(tree.nodes[node].index, i);
        ck_assert_str_eq(ph_json_text(&tree, node), name + 1);
    }
    ph_json_tree_fini(&tree);
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(a_document_may_be_any_value)
{
    static const char *const texts[] = {"1", "\"x\"", "null", "[]", "{}", " true \n"};

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ph_json_tree tree;
        parse(&tree, texts[i]);
        ck_assert_uint_eq(tree.count, 1);
        ck_assert_uint_eq(tree.nodes[0].parent, PH_JSON_NO_NODE);
        ck_assert_uint_eq(tree.nodes[0].next, PH_JSON_NO_NODE);
        ph_json_tree_fini(&tree);
    }
}
END_TEST

START_TEST(mistakes_have_a_place)
{
    static const struct {
        const char *text;
        phony_status status;
        uint64_t line;
        const char *message;
    } cases[] = {
        {"{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", PHONY_ERROR_SYNTAX, 3, "\"a\" stands twice"},
        {"[{\"x\": {}, \"x\": 1}]", PHONY_ERROR_SYNTAX, 1, "\"x\" stands twice"},
        {"{\"a\": }", PHONY_ERROR_SYNTAX, 1, ""},
        {"", PHONY_ERROR_SYNTAX, 1, ""},
        {"{\"a\": 1", PHONY_ERROR_SYNTAX, 1, ""},
        {"[1]\n[2]", PHONY_ERROR_SYNTAX, 2, ""},
        {"[\n\"\xFF\"]", PHONY_ERROR_ENCODING, 2, ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_json_tree tree;
        phony_error error = {0};
        phony_status status =
            ph_json_tree_parse(&tree, cases[i].text, strlen(cases[i].text), &error);
        ck_assert_msg(status == cases[i].status && error.status == status, "%s: %d %s",
                      cases[i].text, (int)status, error.message);
        ck_assert_msg(error.line == cases[i].line, "%s: line %d", cases[i].text, (int)error.line);
        ASSERT_MESSAGE(&error, cases[i].message);
        ph_json_tree_fini(&tree);
    }
}
END_TEST

START_TEST(members_of_other_objects_are_no_doubles)
{
    ph_json_tree tree;

    parse(&tree, "[{\"a\": 1}, {\"a\": 2}, {\"a\": {\"a\": 3}}]");
    ph_json_tree_fini(&tree);
}
END_TEST

START_TEST(depth_and_size_have_limits)
{
    char deep[2 * 65 + 1];
    size_t size = PH_JSON_TREE_BYTES_MAX + 1;
    char *large = malloc(size);
    phony_error error = {0};
    ph_json_tree tree;

    memset(deep, '[', 65);
    memset(deep + 65, ']', 65);
    ck_assert_int_eq(ph_json_tree_parse(&tree, deep + 1, 128, NULL), PHONY_OK);
    ck_assert_uint_eq(tree.count, 64);
    ph_json_tree_fini(&tree);
    ck_assert_int_eq(ph_json_tree_parse(&tree, deep, 130, NULL), PHONY_ERROR_LIMIT);
    ph_json_tree_fini(&tree);
    ck_assert_ptr_nonnull(large);
    memset(large, ' ', size);
    large[0] = '1';
    ck_assert_int_eq(ph_json_tree_parse(&tree, large, size - 1, NULL), PHONY_OK);
    ph_json_tree_fini(&tree);
    ck_assert_int_eq(ph_json_tree_parse(&tree, large, size, &error), PHONY_ERROR_LIMIT);
    ASSERT_MESSAGE(&error, "16 MiB");
    ph_json_tree_fini(&tree);
    free(large);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        ph_json_tree tree;
        phony_error error = {0};
        phony_status status;
        ph_alloc_fail_after(nth);
        status = ph_json_tree_parse(&tree, document, strlen(document), &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_int_eq(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK);
        ck_assert_int_eq(error.status, status);
        ph_json_tree_fini(&tree);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("json_tree");

    UNIT_ADD(suite, values_are_found_with_their_places);
    UNIT_ADD(suite, members_are_those_of_their_object);
    UNIT_ADD(suite, many_members_are_found);
    UNIT_ADD(suite, a_document_may_be_any_value);
    UNIT_ADD(suite, mistakes_have_a_place);
    UNIT_ADD(suite, members_of_other_objects_are_no_doubles);
    UNIT_ADD(suite, depth_and_size_have_limits);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
