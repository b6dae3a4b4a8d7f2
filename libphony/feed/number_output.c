#include "feed/number_output.h"

#include "base/error.h"
#include "base/random.h"

enum { SCALE_MAX = PH_DECIMAL_DIGITS_MAX };

/* The greatest that a type of whole numbers holds; the least is that and one more below 0. */
static double whole_fit(ph_type_kind kind)
{
    return kind == PH_TYPE_INT16 ? 0x1p15 - 1 : kind == PH_TYPE_INT32 ? 0x1p31 - 1 : 0x1p63 - 1024;
}

static void init_decimal(ph_number_output *output, int32_t scale)
{
    int32_t digits = output->type.precision, places = output->type.scale;
    int32_t kept = scale < places ? scale : places;

    output->steps = (double)ph_powers_of_ten[kept];
    output->factor = ph_powers_of_ten[places - kept];
    output->greatest_fit = (double)(ph_powers_of_ten[digits - places + kept] - 1);
    if (output->greatest_fit > 0x1p59) /* what is rounded up to 10^18 as a double */
        output->greatest_fit -= 128;
    output->least_fit = -output->greatest_fit;
}

phony_status ph_number_output_init(ph_number_output *output, const ph_feed_request *request,
                                   int whole, phony_error *error)
{
    const ph_option *option = ph_feed_option(request, "scale");
    int32_t scale = option->given ? (int32_t)option->number : SCALE_MAX;
    ph_type type = request->type;

    if (option->given && (option->number < 0 || option->number > SCALE_MAX))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"scale\" must be from 0 to %d",
                       request->card->type, SCALE_MAX);
    if (type.kind < PH_TYPE_INT16 || type.kind > PH_TYPE_FLOAT) {
        type = (ph_type){.kind = whole ? PH_TYPE_INT64 : PH_TYPE_FLOAT};
        if (option->given)
            type = (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, scale, 0};
    }
    *output = (ph_number_output){.type = type, .factor = 1};
    output->greatest_fit = DBL_MAX;
    output->least_fit = -DBL_MAX;
    if (type.kind == PH_TYPE_DECIMAL) {
        init_decimal(output, scale);
    } else if (type.kind != PH_TYPE_FLOAT) {
        output->steps = 1;
        output->greatest_fit = whole_fit(type.kind);
        output->least_fit = -output->greatest_fit - 1;
    } else if (option->given) {
        output->steps = (double)ph_powers_of_ten[scale];
    }
    return PHONY_OK;
}

phony_status ph_number_output_limit(ph_number_output *output, const ph_feed_request *request,
                                    const ph_distribution *distribution, phony_error *error)
{
    double steps = output->steps > 0 ? output->steps : 1, least, greatest;

    ph_distribution_limits(distribution, &least, &greatest);
    output->least = least * steps;
    output->greatest = greatest * steps;
    if (output->steps > 0) {
        output->least = ph_real_round(output->least);
        output->greatest = ph_real_round(output->greatest);
    }
    if (output->least > output->greatest_fit || output->greatest < output->least_fit ||
        (output->least < output->least_fit && least >= -DBL_MAX) ||
        (output->greatest > output->greatest_fit && greatest <= DBL_MAX))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "%s: numbers from %g to %g do not fit the field's type; give a narrower "
                       "\"min\" and \"max\"",
                       request->card->type, least, greatest);
    return PHONY_OK;
}

static phony_status refuse(const ph_number_output *output, const ph_feed_frame *frame, size_t from,
                           const double *x, phony_error *error)
{
    ph_buffer name = PH_BUFFER_INIT;
    double steps = output->steps > 0 ? output->steps : 1;
    phony_status status;
    size_t i = 0;

    while (ph_real_round(x[i] * steps) >= output->least_fit &&
           ph_real_round(x[i] * steps) <= output->greatest_fit)
        i++;
    ph_type_append(output->type, &name);
    ph_buffer_append_byte(&name, '\0');
    status = name.failed
                 ? ph_fail_memory(error)
                 : ph_fail(error, PHONY_ERROR_LIMIT,
                           "row %llu: %g does not fit %s; give \"min\" and \"max\"",
                           (unsigned long long)ph_row(frame->rows, from + i), x[i], name.data);
    ph_buffer_fini(&name);
    return status;
}

static inline double rounded(const ph_number_output *output, double x)
{
    double number = ph_real_round(x * output->steps);

    number = number < output->least ? output->least : number;
    return number > output->greatest ? output->greatest : number;
}

phony_status ph_number_output_put(const ph_number_output *output, const ph_feed_frame *frame,
                                  size_t from, const double *x, size_t count, ph_values *out,
                                  phony_error *error)
{
    int64_t *numbers = out->numbers + from;
    double *floats = out->floats + from, least = 0, greatest = 0;

    for (size_t i = 0; i < count; i++) {
        double number = output->steps > 0 ? rounded(output, x[i]) : x[i];
        least = number < least ? number : least;
        greatest = number > greatest ? number : greatest;
    }
    if (!(least >= output->least_fit && greatest <= output->greatest_fit))
        return refuse(output, frame, from, x, error);
    if (output->type.kind != PH_TYPE_FLOAT)
        for (size_t i = 0; i < count; i++)
            numbers[i] = (int64_t)rounded(output, x[i]) * output->factor;
    else if (output->steps > 0)
        for (size_t i = 0; i < count; i++)
            floats[i] = rounded(output, x[i]) / output->steps;
    else
        memcpy(floats, x, count * sizeof *x);
    return PHONY_OK;
}

void ph_number_units(const ph_feed_frame *frame, size_t from, size_t count, uint64_t word,
                     double *u)
{
    const uint64_t *list = frame->rows->list;
    const phony_key key = *frame->key;
    uint64_t first = frame->rows->first + from;

    if (list)
        for (size_t i = 0; i < count; i++)
            u[i] = ph_real_unit(ph_stream_word(ph_stream(&key, list[from + i]), word));
    else
        for (size_t i = 0; i < count; i++)
            u[i] = ph_real_unit(ph_stream_word(ph_stream(&key, first + i), word));
}
