/* JSON events out of yajl, with what yajl leaves open closed around it:
 *
 *   - the text is fed in pieces of at most PIECE bytes (for NDJSON: at most a line), and before
 * each one the memory that yajl may ask for is set aside (json_memory.h);
 *   - \u escapes are checked before yajl sees them: it would drop what follows half of a surrogate
 *     pair, and give U+0000 and invalid UTF-8. Raw UTF-8 is checked string by string, as yajl lets
 *     surrogates and overlong forms pass;
 *   - depth, string size, and one value a line are checked in the events;
 *   - an error's place is where the offending token starts, however the text was cut into pieces.
 *     For that `token_end` remembers where the last event ended and `pending` where a token started
 *     that goes on in the next piece. Lines are counted a piece at a time. */
#include "base/json.h"

#include <assert.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_escape.h"
#include "base/json_memory.h"
#include "text/utf8.h"

enum { PIECE = 16384, MAX_DEPTH = 64, MAX_STRING = 1 << 20, ESCAPE_LENGTH = 6 /* \u0041 */ };

typedef struct place {
    uint64_t line, column; /* line 0: none */
} place;

struct ph_json {
    ph_json_memory memory;
    yajl_handle yajl;
    ph_json_handler handler;
    void *user;
    ph_json_limits limits;
    size_t depth;
    size_t values; /* top-level ones; for NDJSON those of the current line */
    ph_json_escape escape;
    uint64_t escapes; /* backslashes before the piece */

    const char *piece;
    size_t piece_length;
    size_t token_end;         /* in the piece: the end of the last token that was an event */
    uint64_t piece_at;        /* bytes before the piece */
    uint64_t line;            /* of the piece's first byte */
    uint64_t line_at;         /* bytes before that line */
    place pending;            /* of a token that began before the piece */
    uint64_t pending_at;      /* bytes before it */
    uint64_t pending_escapes; /* backslashes before the piece in which it began */

    phony_status status; /* of a failure; it sticks */
    phony_error *error;  /* of the call in progress */
};

/* ---- Places -------------------------------------------------------------------------------- */

static int is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static place place_of(const ph_json *json, size_t at)
{
    const char *line_end = memrchr(json->piece, '\n', at);
    uint64_t lines = 0;

    if (!line_end)
        return (place){json->line, json->piece_at + at - json->line_at + 1};
    for (size_t i = 0; i < at; i++)
        lines += json->piece[i] == '\n';
    return (place){json->line + lines, at - (size_t)(line_end - json->piece)};
}

static size_t next_token(const ph_json *json, size_t from, size_t end)
{
    while (from < end &&
           (is_space(json->piece[from]) || json->piece[from] == ',' || json->piece[from] == ':'))
        from++;
    return from;
}

/* Of the token that ends at `end`, the first after the last event. */
static place token_place(const ph_json *json, size_t end)
{
    if (end && strchr(",:{}[]", json->piece[end - 1]))
        return place_of(json, end - 1);
    if (json->pending.line)
        return json->pending;
    return place_of(json, next_token(json, json->token_end, end));
}

/* Of what follows the last event, where no comma or colon belongs between. (Here yajl may have
 * moved its count of consumed bytes back.) */
static place next_place(const ph_json *json)
{
    size_t at = json->token_end;

    if (json->pending.line)
        return json->pending;
    while (at < json->piece_length && is_space(json->piece[at]))
        at++;
    return place_of(json, at);
}

uint64_t ph_json_at(const ph_json *json)
{
    size_t end = yajl_get_bytes_consumed(json->yajl);

    if (end && strchr("{}[]", json->piece[end - 1]))
        return json->piece_at + end - 1;
    if (json->pending.line)
        return json->pending_at;
    return json->piece_at + next_token(json, json->token_end, end);
}

static phony_status fail_at(ph_json *json, phony_status status, place at, const char *message)
{
    json->status = status;
    return ph_fail_at(json->error, status, at.line, at.column, "%s", message);
}

/* ---- Events -------------------------------------------------------------------------------- */

static int refuse(ph_json *json, phony_status status, const char *message)
{
    json->status = ph_fail(json->error, status, "%s", message);
    return 0;
}

static int refuse_long(ph_json *json)
{
    json->status = ph_fail(json->error, PHONY_ERROR_LIMIT, "a string is longer than %zu bytes",
                           json->limits.max_string);
    return 0;
}

static int emit(ph_json *json, ph_json_kind kind, const char *text, size_t length)
{
    json->status = json->handler(json->user, kind, text, length, json->error);
    if (json->status != PHONY_OK)
        return 0;
    json->token_end = yajl_get_bytes_consumed(json->yajl);
    json->pending.line = 0;
    return 1;
}

/* Before a value of any kind. */
static int begin_value(ph_json *json)
{
    if (json->depth)
        return 1;
    if (json->values++ && json->limits.many_values)
        return refuse(json, PHONY_ERROR_SYNTAX, "more than one value on a line");
    return 1;
}

static int emit_text(ph_json *json, ph_json_kind kind, const unsigned char *bytes, size_t length)
{
    const char *text = (const char *)bytes;

    if (length > json->limits.max_string)
        return refuse_long(json);
    if (ph_utf8_check(text, length) != length)
        return refuse(json, PHONY_ERROR_ENCODING, "a string is not valid UTF-8");
    return emit(json, kind, text, length);
}

static int open_level(ph_json *json, ph_json_kind kind)
{
    if (!begin_value(json))
        return 0;
    if (json->depth == json->limits.max_depth) {
        json->status =
            ph_fail(json->error, PHONY_ERROR_LIMIT,
                    "arrays and objects are nested deeper than %zu levels", json->limits.max_depth);
        return 0;
    }
    json->depth++;
    return emit(json, kind, "", 0);
}

static int close_level(ph_json *json, ph_json_kind kind)
{
    json->depth--;
    return emit(json, kind, "", 0);
}

static int on_null(void *json)
{
    return begin_value(json) && emit(json, PH_JSON_NULL, "", 0);
}

static int on_boolean(void *json, int is_true)
{
    return begin_value(json) && emit(json, is_true ? PH_JSON_TRUE : PH_JSON_FALSE, "", 0);
}

static int on_number(void *user, const char *text, size_t length)
{
    ph_json *json = user;

    if (length > json->limits.max_string)
        return refuse_long(json);
    return begin_value(json) && emit(json, PH_JSON_NUMBER, text, length);
}

static int on_string(void *json, const unsigned char *text, size_t length)
{
    return begin_value(json) && emit_text(json, PH_JSON_STRING, text, length);
}

static int on_key(void *json, const unsigned char *text, size_t length)
{
    return emit_text(json, PH_JSON_KEY, text, length);
}

static int on_object(void *json)
{
    return open_level(json, PH_JSON_OBJECT);
}

static int on_object_end(void *json)
{
    return close_level(json, PH_JSON_OBJECT_END);
}

static int on_array(void *json)
{
    return open_level(json, PH_JSON_ARRAY);
}

static int on_array_end(void *json)
{
    return close_level(json, PH_JSON_ARRAY_END);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_object_end,
    .yajl_start_array = on_array,
    .yajl_end_array = on_array_end,
};

/* ---- Errors of yajl ------------------------------------------------------------------------ */

/* yajl's texts, by a part of each, in words of ours. */
static const struct complaint {
    const char *part, *message;
    enum { AT_TOKEN, AT_NEXT, AT_BYTE, AT_LAST_BYTE, AT_END } where;
} complaints[] = {
    {"unallowed token", "expected a value", AT_TOKEN},
    {"trailing garbage", "nothing may follow the value", AT_NEXT},
    {"separated by a colon", "expected ':' after an object key", AT_NEXT},
    {"object key", "expected a string as object key", AT_TOKEN},
    {"inside map", "expected ',' or '}' after an object member", AT_NEXT},
    {"after array element", "expected ',' or ']' after an array element", AT_NEXT},
    {"occurs before a character", "unknown escape in a string", AT_BYTE},
    {"non-hex", "expected four hexadecimal digits after \\u", AT_BYTE},
    {"invalid character inside", "a control character or line end in a string", AT_BYTE},
    {"invalid char in json", "unexpected character", AT_LAST_BYTE},
    {"invalid string in json", "expected true, false or null", AT_BYTE},
    {"after the exponent", "expected a digit after a number's exponent", AT_BYTE},
    {"after the decimal point", "expected a digit after a number's decimal point", AT_BYTE},
    {"after the minus sign", "expected a digit after a minus sign", AT_BYTE},
    {"comment", "comments are not allowed", AT_BYTE},
    {"premature EOF", "the text ends before the value does", AT_END},
    {"", "malformed JSON", AT_BYTE},
};

static place complaint_place(const ph_json *json, const struct complaint *complaint)
{
    size_t at = yajl_get_bytes_consumed(json->yajl);

    switch (complaint->where) {
    case AT_TOKEN:
        return token_place(json, at);
    case AT_NEXT:
        return next_place(json);
    case AT_LAST_BYTE:
        return place_of(json, at ? at - 1 : 0);
    case AT_END:
        return json->pending.line ? json->pending : place_of(json, 0);
    default:
        return place_of(json, at);
    }
}

static phony_status fail_yajl(ph_json *json)
{
    unsigned char *text = yajl_get_error(json->yajl, 0, NULL, 0);
    const struct complaint *found = complaints;

    while (*found->part && !(text && strstr((const char *)text, found->part)))
        found++;
    yajl_free_error(json->yajl, text);
    return fail_at(json, PHONY_ERROR_SYNTAX, complaint_place(json, found), found->message);
}

static phony_status add_place(ph_json *json, place at)
{
    if (json->error && !json->error->line) {
        json->error->line = at.line;
        json->error->column = at.column;
    }
    return json->status;
}

/* A failure out of yajl: one that an event left, to which the place is added, or its own. */
static phony_status fail_parse(ph_json *json)
{
    if (json->status == PHONY_OK)
        return fail_yajl(json);
    return add_place(json, token_place(json, yajl_get_bytes_consumed(json->yajl)));
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* What came of the unfinished token before this piece. */
static size_t pending_length(const ph_json *json)
{
    return json->pending.line ? (size_t)(json->piece_at - json->pending_at) : 0;
}

/* Whether the unfinished token, decoded, is longer than allowed whatever follows: an escape of up
 * to six bytes stands for at least one. */
static int is_too_long(const ph_json *json, size_t before)
{
    uint64_t saved = (json->escapes - json->pending_escapes) * (ESCAPE_LENGTH - 1);

    return before / ESCAPE_LENGTH > json->limits.max_string ||
           (before > saved && before - saved > json->limits.max_string + 1);
}

static phony_status begin_piece(ph_json *json, const char *bytes, size_t length)
{
    size_t before = pending_length(json);

    json->piece = bytes;
    json->piece_length = length;
    json->token_end = 0;
    if (is_too_long(json, before)) {
        refuse_long(json);
        return add_place(json, json->pending);
    }
    if (ph_json_memory_reserve(&json->memory, before + length) < 0)
        return json->status = ph_fail_memory(json->error);
    return PHONY_OK;
}

static void end_piece(ph_json *json, size_t length)
{
    size_t next = next_token(json, json->token_end, length);
    place end = place_of(json, length);

    if (!json->pending.line && next < length) {
        json->pending = place_of(json, next);
        json->pending_at = json->piece_at + next;
        json->pending_escapes = json->escapes;
    }
    json->escapes = json->escape.count;
    json->piece_at += length;
    json->line = end.line;
    json->line_at = json->piece_at + 1 - end.column;
}

static phony_status end_line(ph_json *json)
{
    json->values = 0;
    if (json->depth)
        return fail_at(json, PHONY_ERROR_SYNTAX, (place){json->line - 1, 0},
                       "the value does not end on its line");
    return PHONY_OK;
}

static phony_status feed_piece(ph_json *json, const char *bytes, size_t length)
{
    const char *wrong;
    size_t well;

    assert(length);
    well = ph_json_escape_check(&json->escape, bytes, length, &wrong);

    if (begin_piece(json, bytes, length) != PHONY_OK)
        return json->status;
    if (yajl_parse(json->yajl, (const unsigned char *)bytes, well) != yajl_status_ok)
        return fail_parse(json);
    if (wrong)
        return fail_at(json, PHONY_ERROR_ENCODING, place_of(json, well), wrong);
    end_piece(json, length);
    return json->limits.many_values && bytes[length - 1] == '\n' ? end_line(json) : PHONY_OK;
}

/* yajl scans an unfinished token from its start again with each piece, so pieces grow with it. */
static size_t piece_length(const ph_json *json, const char *bytes, size_t length)
{
    size_t pending = pending_length(json), most = pending > PIECE ? pending : PIECE;
    const char *line_end;

    if (length > most)
        length = most;
    line_end = json->limits.many_values ? memchr(bytes, '\n', length) : NULL;
    return line_end ? (size_t)(line_end - bytes) + 1 : length;
}

phony_status ph_json_feed(ph_json *json, const char *bytes, size_t length, phony_error *error)
{
    json->error = error;
    if (json->status != PHONY_OK)
        return ph_fail(error, json->status, "the text before this was refused");
    while (length && json->status == PHONY_OK) {
        size_t piece = piece_length(json, bytes, length);
        feed_piece(json, bytes, piece);
        bytes += piece;
        length -= piece;
    }
    return json->status;
}

phony_status ph_json_finish(ph_json *json, phony_error *error)
{
    if (json->limits.many_values || json->status != PHONY_OK)
        return ph_json_feed(json, "\n", 1, error);
    json->error = error;
    if (!json->values && !json->pending.line)
        return fail_at(json, PHONY_ERROR_SYNTAX, (place){json->line, 0},
                       "expected a JSON value, found the end of the text");
    if (begin_piece(json, " ", 1) == PHONY_OK && yajl_complete_parse(json->yajl) != yajl_status_ok)
        return fail_parse(json);
    return json->status;
}

/* ---- Lifetime ------------------------------------------------------------------------------ */

static void set_limits(ph_json *json, const ph_json_limits *limits)
{
    if (limits)
        json->limits = *limits;
    if (!json->limits.max_depth)
        json->limits.max_depth = MAX_DEPTH;
    if (!json->limits.max_string)
        json->limits.max_string = MAX_STRING;
}

phony_status ph_json_new(const ph_json_limits *limits, ph_json_handler handler, void *user,
                         ph_json **json, phony_error *error)
{
    ph_json *made = ph_calloc(1, sizeof *made);
    yajl_alloc_funcs funcs;

    if (!made)
        return ph_fail_memory(error);
    set_limits(made, limits);
    made->handler = handler;
    made->user = user;
    made->line = 1;
    made->escape = (ph_json_escape)PH_JSON_ESCAPE_INIT;
    if (ph_json_memory_init(&made->memory, made->limits.max_depth) < 0) {
        ph_free(made);
        return ph_fail_memory(error);
    }
    funcs = ph_json_memory_funcs(&made->memory);
    made->yajl = yajl_alloc(&callbacks, &funcs, made);
    yajl_config(made->yajl, yajl_dont_validate_strings, 1);
    yajl_config(made->yajl, yajl_allow_multiple_values, made->limits.many_values);
    *json = made;
    return PHONY_OK;
}

void ph_json_free(ph_json *json)
{
    if (!json)
        return;
    yajl_free(json->yajl);
    ph_json_memory_fini(&json->memory);
    ph_free(json);
}

int ph_json_number(const char *text, size_t length, uint64_t *number)
{
    uint64_t sum = 0;

    if (!length || (length > 1 && text[0] == '0'))
        return -1;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';
        if (digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digit, &sum))
            return -1;
    }
    *number = sum;
    return 0;
}
