/* Finding models by name: the folders in their order, names that are none, the nearest name. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/model_find.h"
#include "models.h"

/* A folder of folders, and an environment that names them. */
typedef struct places {
    test_folder folder;
    char first[640], second[640], home[640], shared[640];
} places;

static void make_folders(const char *root, const char *path)
{
    char whole[1400];

    snprintf(whole, sizeof whole, "%s/%s", root, path);
    for (char *at = whole + strlen(root) + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        mkdir(whole, 0700);
        *at = '/';
    }
}

static void put(const char *root, const char *path)
{
    char whole[1400];

    make_folders(root, path);
    snprintf(whole, sizeof whole, "%s/%s", root, path);
    write_bytes(whole, path, strlen(path));
}

static void places_init(places *p)
{
    char list[1400];

    folder_init(&p->folder);
    snprintf(p->first, sizeof p->first, "%s/first", p->folder.path);
    snprintf(p->second, sizeof p->second, "%s/second", p->folder.path);
    snprintf(p->home, sizeof p->home, "%s/home", p->folder.path);
    snprintf(p->shared, sizeof p->shared, "%s/shared", p->folder.path);
    put(p->folder.path, "first/tr_TR/person_names.phony");
    put(p->folder.path, "first/usernames.phony");
    put(p->folder.path, "second/tr_TR/person_names.phony");
    put(p->folder.path, "second/tr_TR/city_names.phony");
    put(p->folder.path, "home/phony/models/tr_TR/city_names.phony");
    put(p->folder.path, "home/phony/models/mine.phony");
    put(p->folder.path, "shared/phony/models/mine.phony");
    put(p->folder.path, "shared/phony/models/de_DE/street_names.phony");
    put(p->folder.path, "shared/phony/models/README.md");
    put(p->folder.path, "shared/phony/models/.hidden.phony");
    put(p->folder.path, "shared/phony/models/folder.phony/in_it.phony");
    snprintf(list, sizeof list, "%s:%s", p->first, p->second);
    setenv("PHONY_MODELS", list, 1);
    setenv("XDG_DATA_HOME", p->home, 1);
    setenv("XDG_DATA_DIRS", p->shared, 1);
}

static void places_fini(places *p)
{
    unsetenv("PHONY_MODELS");
    unsetenv("XDG_DATA_HOME");
    unsetenv("XDG_DATA_DIRS");
    folder_fini(&p->folder);
}

static void assert_found(const char *name, const char *folder, const char *file)
{
    char path[4096], wanted[1400];
    phony_error error = {0};

    ASSERT_STATUS(phony_model_find(name, path, sizeof path, &error), PHONY_OK, &error);
    snprintf(wanted, sizeof wanted, "%s/%s", folder, file);
    ck_assert_str_eq(path, wanted);
}

START_TEST(the_first_folder_that_has_a_model_gives_it)
{
    places p;

    places_init(&p);
    assert_found("tr_TR/person_names", p.first, "tr_TR/person_names.phony");
    assert_found("usernames", p.first, "usernames.phony");
    assert_found("tr_TR/city_names", p.second, "tr_TR/city_names.phony");
    assert_found("mine", p.home, "phony/models/mine.phony");
    assert_found("de_DE/street_names", p.shared, "phony/models/de_DE/street_names.phony");
    places_fini(&p);
}
END_TEST

START_TEST(folders_may_be_empty_missing_or_many)
{
    places p;
    char list[2000];

    places_init(&p);
    snprintf(list, sizeof list, "::/nowhere/at/all:%s:%s:", p.second, p.first);
    setenv("PHONY_MODELS", list, 1);
    assert_found("tr_TR/person_names", p.second, "tr_TR/person_names.phony");
    setenv("PHONY_MODELS", "", 1);
    snprintf(list, sizeof list, "/nowhere:%s", p.shared);
    setenv("XDG_DATA_DIRS", list, 1);
    assert_found("tr_TR/city_names", p.home, "phony/models/tr_TR/city_names.phony");
    assert_found("de_DE/street_names", p.shared, "phony/models/de_DE/street_names.phony");
    places_fini(&p);
}
END_TEST

START_TEST(without_xdg_the_home_folder_is_searched)
{
    places p;
    const char *home = getenv("HOME");
    char before[1000];

    snprintf(before, sizeof before, "%s", home ? home : "");
    places_init(&p);
    put(p.folder.path, "user/.local/share/phony/models/at_home.phony");
    unsetenv("XDG_DATA_HOME");
    setenv("HOME", folder_file(&p.folder, "user"), 1);
    assert_found("at_home", p.folder.file, ".local/share/phony/models/at_home.phony");
    if (home)
        setenv("HOME", before, 1);
    else
        unsetenv("HOME");
    places_fini(&p);
}
END_TEST

START_TEST(names_that_are_none_are_refused)
{
    static const char *const names[] = {
        "",     "/",  "/etc/passwd",        "..",        "../first/usernames", "a/..",
        "a//b", "a/", "tr_TR/../usernames", "/usernames"};
    places p;
    char path[4096] = "untouched";

    places_init(&p);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        phony_error error = {0};
        ck_assert_int_eq(ph_model_name_check(names[i]), -1);
        ASSERT_STATUS(phony_model_find(names[i], path, sizeof path, &error), PHONY_ERROR_NOT_FOUND,
                      &error);
        ck_assert_str_eq(path, "untouched");
    }
    ck_assert_int_eq(ph_model_name_check("..."), 0);
    ck_assert_int_eq(ph_model_name_check("tr_TR/..names"), 0);
    ck_assert_int_eq(phony_model_find(NULL, path, sizeof path, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_find("a", NULL, 0, NULL), PHONY_ERROR_ARGUMENT);
    places_fini(&p);
}
END_TEST

START_TEST(the_nearest_name_is_in_the_message)
{
    static const struct {
        const char *name, *message;
    } cases[] = {
        {"tr_TR/person_name", "no model 'tr_TR/person_name'; did you mean 'tr_TR/person_names'?"},
        {"tr-TR/city_names", "did you mean 'tr_TR/city_names'?"},
        {"username", "did you mean 'usernames'?"},
        {"de_DE/streetnames", "did you mean 'de_DE/street_names'?"},
        {"nothing like it at all", "no model 'nothing like it at all'"},
        {"x", "no model 'x'"},
        {"folder", "no model 'folder'"},
    };
    places p;

    places_init(&p);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char path[4096];
        phony_error error = {0};
        ASSERT_STATUS(phony_model_find(cases[i].name, path, sizeof path, &error),
                      PHONY_ERROR_NOT_FOUND, &error);
        ASSERT_MESSAGE(&error, cases[i].message);
    }
    places_fini(&p);
}
END_TEST

START_TEST(overlong_names_are_not_found)
{
    places p;
    char name[6000], path[4096];
    phony_error error = {0};

    places_init(&p);
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = '\0';
    ASSERT_STATUS(phony_model_find(name, path, sizeof path, &error), PHONY_ERROR_NOT_FOUND, &error);
    places_fini(&p);
}
END_TEST

START_TEST(a_path_that_does_not_fit_is_an_error)
{
    places p;
    char path[4096];
    phony_error error = {0};
    size_t length;

    places_init(&p);
    ASSERT_STATUS(phony_model_find("usernames", path, sizeof path, &error), PHONY_OK, &error);
    length = strlen(path);
    ASSERT_STATUS(phony_model_find("usernames", path, length + 1, &error), PHONY_OK, &error);
    ASSERT_STATUS(phony_model_find("usernames", path, length, &error), PHONY_ERROR_SPACE, &error);
    ASSERT_STATUS(phony_model_find("usernames", path, 0, &error), PHONY_ERROR_SPACE, &error);
    places_fini(&p);
}
END_TEST

/* What else this machine has installed may be in the list too. */
static size_t place_in(const phony_model_list *list, const char *name)
{
    for (size_t i = 0; i < phony_model_list_count(list); i++) {
        if (!strcmp(phony_model_list_name(list, i), name))
            return i;
    }
    return SIZE_MAX;
}

START_TEST(the_list_has_every_name_once_sorted)
{
    static const char *const names[] = {"de_DE/street_names", "mine",      "tr_TR/city_names",
                                        "tr_TR/person_names", "usernames", "folder.phony/in_it"};
    places p;
    phony_model_list *list = NULL;
    phony_error error = {0};

    places_init(&p);
    ASSERT_STATUS(phony_model_list_new(&list, &error), PHONY_OK, &error);
    ck_assert_uint_ge(phony_model_list_count(list), COUNT_OF(names));
    for (size_t i = 1; i < phony_model_list_count(list); i++)
        ck_assert_int_lt(strcmp(phony_model_list_name(list, i - 1), phony_model_list_name(list, i)),
                         0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[4096];
        size_t at = place_in(list, names[i]);
        ck_assert_uint_ne(at, SIZE_MAX);
        ASSERT_STATUS(phony_model_find(names[i], path, sizeof path, &error), PHONY_OK, &error);
        ck_assert_str_eq(phony_model_list_path(list, at), path);
    }
    ck_assert_uint_eq(place_in(list, ".hidden"), SIZE_MAX);
    ck_assert_uint_eq(place_in(list, "folder"), SIZE_MAX);
    ck_assert_ptr_null(phony_model_list_name(list, phony_model_list_count(list)));
    ck_assert_ptr_null(phony_model_list_path(list, SIZE_MAX));
    ck_assert_uint_eq(phony_model_list_count(NULL), 0);
    ck_assert_ptr_null(phony_model_list_name(NULL, 0));
    ck_assert_int_eq(phony_model_list_new(NULL, NULL), PHONY_ERROR_ARGUMENT);
    phony_model_list_free(list);
    phony_model_list_free(NULL);
    places_fini(&p);
}
END_TEST

START_TEST(folders_that_lead_back_into_themselves_end)
{
    places p;
    phony_model_list *list = NULL;
    phony_error error = {0};

    places_init(&p);
    ck_assert_int_eq(symlink(p.first, folder_file(&p.folder, "first/loop")), 0);
    ASSERT_STATUS(phony_model_list_new(&list, &error), PHONY_OK, &error);
    ck_assert_uint_lt(phony_model_list_count(list), 1000);
    phony_model_list_free(list);
    places_fini(&p);
}
END_TEST

START_TEST(a_model_is_opened_by_its_name)
{
    places p;
    phony_model *model = train_names(3), *opened = NULL;
    phony_error error = {0};

    places_init(&p);
    ASSERT_STATUS(phony_model_write(model, folder_file(&p.folder, "first/usernames.phony"), &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(phony_model_open(NULL, "usernames", NULL, &opened, &error), PHONY_OK, &error);
    assert_same_model(model, opened);
    phony_model_unref(opened);
    ASSERT_STATUS(phony_model_open(NULL, "tr_TR/person_names", NULL, &opened, &error),
                  PHONY_ERROR_MODEL, &error);
    ASSERT_MESSAGE(&error, "first/tr_TR/person_names.phony'");
    ASSERT_STATUS(phony_model_open(NULL, "tr_TR/person_nams", NULL, &opened, &error),
                  PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_MESSAGE(&error, "did you mean");
    phony_model_unref(model);
    places_fini(&p);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("find");

    UNIT_ADD(suite, the_first_folder_that_has_a_model_gives_it);
    UNIT_ADD(suite, folders_may_be_empty_missing_or_many);
    UNIT_ADD(suite, without_xdg_the_home_folder_is_searched);
    UNIT_ADD(suite, names_that_are_none_are_refused);
    UNIT_ADD(suite, the_nearest_name_is_in_the_message);
    UNIT_ADD(suite, overlong_names_are_not_found);
    UNIT_ADD(suite, a_path_that_does_not_fit_is_an_error);
    UNIT_ADD(suite, the_list_has_every_name_once_sorted);
    UNIT_ADD(suite, folders_that_lead_back_into_themselves_end);
    UNIT_ADD(suite, a_model_is_opened_by_its_name);
    return suite;
}
