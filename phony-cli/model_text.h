/* What several commands say of a model. */
#ifndef CLI_MODEL_TEXT_H
#define CLI_MODEL_TEXT_H

#include "jsonwrite.h"

#include <phony.h>

/* "char", "word", "hybrid". */
const char *cli_mode_name(int32_t mode);
/* The path of the file that a model's name or path stands for; the name itself where it is not
 * found. */
void cli_model_path(const char *name, char *path, size_t capacity);
/* The file's size; 0 = not known. */
uint64_t cli_model_file_bytes(const char *path);

/* The members that describe a model, into an open JSON object: name, locale, source, license,
 * trainer, digest, created, order, mode, counts. */
void cli_model_json(cli_json *json, const phony_model *model, const phony_model_info *info);

#endif
