#include "unit.h"

#include "base/alloc.h"
#include "base/buffer.h"

START_TEST(appends_texts_and_numbers)
{
    ph_buffer buffer = PH_BUFFER_INIT;

    ph_buffer_append_text(&buffer, "n=");
    ph_buffer_append_number(&buffer, 0);
    ph_buffer_append_number(&buffer, UINT64_MAX);
    ck_assert_int_eq(buffer.failed, 0);
    ck_assert_mem_eq(buffer.data, "n=018446744073709551615", buffer.length);
    ph_buffer_fini(&buffer);
}
END_TEST

START_TEST(json_strings_are_escaped)
{
    ph_buffer buffer = PH_BUFFER_INIT;
    static const char expected[] = "\"a\\\"b\\\\\\n\\u0001ş\"";

    ph_buffer_append_json(&buffer, "a\"b\\\n\001ş", 8);
    ck_assert_uint_eq(buffer.length, sizeof expected - 1);
    ck_assert_mem_eq(buffer.data, expected, buffer.length);
    ph_buffer_fini(&buffer);
}
END_TEST

START_TEST(a_failed_append_sticks)
{
    ph_buffer buffer = PH_BUFFER_INIT;

    ph_alloc_fail_after(0);
    ph_buffer_append_text(&buffer, "x");
    ph_alloc_fail_after(SIZE_MAX);
    ph_buffer_append_text(&buffer, "y");
    ck_assert_int_eq(buffer.failed, 1);
    ck_assert_uint_eq(buffer.length, 0);
    ph_buffer_fini(&buffer);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("buffer");

    UNIT_ADD(suite, appends_texts_and_numbers);
    UNIT_ADD(suite, json_strings_are_escaped);
    UNIT_ADD(suite, a_failed_append_sticks);
    return suite;
}
