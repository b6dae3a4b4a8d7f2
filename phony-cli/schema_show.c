/* Schemas as a graph and as JSON; see schema_show.h. */
#include "schema_show.h"

#include "jsonwrite.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- Graphviz ------------------------------------------------------------------------------ */

/* Text within quotes of a record's label: what has a meaning there gets a backslash. */
static void put_label(const char *text)
{
    for (; *text; text++) {
        if (*text == '"' || *text == '\\' || *text == '{' || *text == '}' || *text == '|' ||
            *text == '<' || *text == '>')
            putchar('\\');
        putchar((unsigned char)*text < 0x20 ? ' ' : *text);
    }
}

static void put_node(const phony_dataset *dataset, size_t index, const phony_entity *entity)
{
    phony_field field = PHONY_FIELD_INIT;
    phony_error error;
    printf("  \"%s\" [label=\"{", entity->name);
    put_label(entity->name);
    printf("\\n%s|", cli_count(entity->rows, "row").text);
    for (size_t i = 0; phony_dataset_get_field(dataset, index, i, &field, &error) == PHONY_OK;
         i++) {
        put_label(field.name);
        fputs(": ", stdout);
        put_label(field.type);
        printf("%s\\l", field.is_primary ? " (key)" : "");
    }
    puts("}\"];");
}

static void put_edge(const phony_relationship *r)
{
    int is_single = r->max == 1;
    printf("  \"%s\" -> \"%s\" [label=\"", r->child, r->parent);
    put_label(r->child_fields);
    printf("\", dir=both, arrowtail=%s, arrowhead=%s];\n", is_single ? "teeodot" : "crowodot",
           r->optional > 0 ? "teeodot" : "teetee");
}

void cli_show_dot(const phony_dataset *dataset)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_relationship relationship = PHONY_RELATIONSHIP_INIT;
    phony_error error;
    puts(
        "digraph schema {\n  rankdir=LR;\n  node [shape=record, fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=10];");
    for (size_t i = 0; phony_dataset_get_entity(dataset, i, &entity, &error) == PHONY_OK; i++)
        put_node(dataset, i, &entity);
    for (size_t i = 0;
         phony_dataset_get_relationship(dataset, i, &relationship, &error) == PHONY_OK; i++)
        put_edge(&relationship);
    puts("}");
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void put_field(cli_json *json, const phony_field *field)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "name", field->name);
    cli_json_text(json, "column", field->column);
    cli_json_text(json, "type", field->type);
    cli_json_text(json, "generator", field->generator);
    cli_json_real(json, "null", field->null_share);
    cli_json_boolean(json, "primary", field->is_primary);
    cli_json_boolean(json, "unique", field->is_unique);
    cli_json_boolean(json, "can_be_null", field->can_be_null);
    cli_json_text(json, "references", field->references);
    cli_json_close(json, '}');
}

static void put_entity(cli_json *json, const phony_dataset *dataset, size_t index,
                       const phony_entity *entity)
{
    phony_field field = PHONY_FIELD_INIT;
    phony_error error;
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "name", entity->name);
    cli_json_text(json, "table", entity->table);
    cli_json_number(json, "rows", entity->rows);
    cli_json_open(json, "fields", '[');
    for (size_t i = 0; phony_dataset_get_field(dataset, index, i, &field, &error) == PHONY_OK; i++)
        put_field(json, &field);
    cli_json_close(json, ']');
    cli_json_close(json, '}');
}

static void put_relationship(cli_json *json, const phony_relationship *r)
{
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "child", r->child);
    cli_json_text(json, "child_fields", r->child_fields);
    cli_json_text(json, "parent", r->parent);
    cli_json_text(json, "parent_fields", r->parent_fields);
    cli_json_text(json, "cardinality", r->cardinality);
    cli_json_number(json, "min", r->min);
    if (r->max > 0)
        cli_json_number(json, "max", r->max);
    else
        cli_json_null(json, "max");
    cli_json_real(json, "mean", r->mean);
    cli_json_real(json, "optional", r->optional);
    cli_json_close(json, '}');
}

void cli_show_json(const phony_dataset *dataset)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_relationship relationship = PHONY_RELATIONSHIP_INIT;
    phony_error error;
    cli_json json = {0, 0};
    cli_json_open(&json, NULL, '{');
    cli_json_open(&json, "entities", '[');
    for (size_t i = 0; phony_dataset_get_entity(dataset, i, &entity, &error) == PHONY_OK; i++)
        put_entity(&json, dataset, i, &entity);
    cli_json_close(&json, ']');
    cli_json_open(&json, "relationships", '[');
    for (size_t i = 0;
         phony_dataset_get_relationship(dataset, i, &relationship, &error) == PHONY_OK; i++)
        put_relationship(&json, &relationship);
    cli_json_close(&json, ']');
    cli_json_close(&json, '}');
}
