/* 4_templates.c: texts put together of what belongs together.
 *
 *     ./4_templates [TEMPLATE [LOCALE [SEED [COUNT]]]]
 *
 * A name in braces is a built-in generator, a model, or a binding of yours, here {sender}. The
 * names of a row fit one another: the e-mail address is that of the person. */
#include "example_rows.h"

static phony_generator *compile(const char *text, const char *locale)
{
    const phony_binding bindings[] = {
        {"sender", NULL, "{person.first} {person.last} <{email}>"},
    };
    phony_template_options options = PHONY_TEMPLATE_OPTIONS_INIT;
    phony_generator *generator;
    phony_error error;

    options.locale = locale;
    options.bindings = bindings; /* needed only while this is compiled */
    options.binding_count = sizeof bindings / sizeof *bindings;
    check(phony_generator_from_template(text, &options, &generator, &error), &error);
    return generator;
}

int main(int argc, char **argv)
{
    const char *text = argument(argc, argv, 1, "{sender}, {company|upper}, {city}");
    phony_generator *generator;

    expect_arguments(argc, 0, 4, "4_templates [TEMPLATE [LOCALE [SEED [COUNT]]]]");
    generator = compile(text, argument(argc, argv, 2, "de_DE"));
    write_rows(generator, argument(argc, argv, 3, "42"), number(argc, argv, 4, 10));
    phony_generator_unref(generator);
    return finish_output();
}
