/* A model of a column's texts, in the folder that the caller gave: NAME.COLUMN.phony. With many
 * different texts none of them is given again. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/csv_parts.h"
#include "import/import_parts.h"

enum { WORDS_PER_TEXT = 5, ORDER_TEXT = 3, ORDER_NAME = 4, ORIGINALS_FROM = 1000 };

/* A part of a file's name: letters, digits, _ and -. */
static void append_part(ph_buffer *path, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || c == '-' || c >= 0x80;
        ph_buffer_append_byte(path, plain ? *text : '_');
    }
}

static phony_status train(const ph_csv_column *seen, const char *name, phony_model **model,
                          phony_error *error)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_trainer *trainer = NULL;
    phony_status status;

    options.name = name;
    options.order =
        seen->words / (seen->rows - seen->nulls) >= WORDS_PER_TEXT ? ORDER_TEXT : ORDER_NAME;
    options.mode = options.order == ORDER_TEXT ? PHONY_MODE_WORD : PHONY_MODE_CHAR;
    options.exclude_originals = seen->too_many && seen->text_count >= ORIGINALS_FROM;
    status = phony_trainer_new(&options, &trainer, error);
    for (size_t i = 0; !status && i < seen->text_count; i++) {
        if (seen->texts[i])
            status = phony_trainer_add(trainer, seen->texts[i], strlen(seen->texts[i]), 1, error);
    }
    if (!status)
        status = phony_trainer_finish(trainer, model, error);
    phony_trainer_free(trainer);
    return status;
}

static phony_status name_generator(phony_import *import, ph_import_column *column, const char *path,
                                   phony_error *error)
{
    ph_buffer json = PH_BUFFER_INIT;

    ph_buffer_append_text(&json, "{\"type\": \"model\", \"source\": ");
    ph_buffer_append_json(&json, path, strlen(path));
    if (column->type.length) {
        ph_buffer_append_text(&json, ", \"max_length\": ");
        ph_buffer_append_number(&json, column->type.length);
    }
    ph_buffer_append_text(&json, "}");
    if (!json.failed)
        column->generator = ph_import_keep(import, json.data, json.length);
    ph_buffer_fini(&json);
    column->reason = "values";
    column->sure = 85;
    return column->generator ? PHONY_OK : ph_fail_memory(error);
}

phony_status ph_csv_train(phony_import *import, const ph_import_table *table,
                          ph_import_column *column, const ph_csv_column *seen, phony_error *error)
{
    ph_buffer path = PH_BUFFER_INIT;
    phony_model *model = NULL;
    phony_status status;

    ph_buffer_append_text(&path, import->models);
    ph_buffer_append_byte(&path, '/');
    append_part(&path, table->name);
    ph_buffer_append_byte(&path, '.');
    append_part(&path, column->name);
    ph_buffer_append(&path, ".phony", sizeof ".phony");
    status = path.failed ? ph_fail_memory(error) : train(seen, column->name, &model, error);
    if (status == PHONY_ERROR_EMPTY || status == PHONY_ERROR_LIMIT) {
        ph_import_note_add(import, table->file, 0, 0, "no model of %.100s could be trained",
                           column->name);
        status = PHONY_OK; /* the name or the type tell something, too */
    } else if (!status) {
        status = phony_model_write(model, path.data, error);
        if (!status)
            status = name_generator(import, column, path.data, error);
    }
    phony_model_unref(model);
    ph_buffer_fini(&path);
    return status;
}
