#include "value/locale_data.h"

#include <string.h>

#include "text/nearest.h"

/* ---- Telephone numbers -------------------------------------------------------------------------
 * Reserved for fiction by the regulator: US, DE, FR. Where nothing is: numbers of the plan's length
 * whose leading digits are assigned to nobody. spec/composites.md says which is which. */

/* ATIS-0300115, NXX 555 line number assignment: 555-0100 to 555-0199 are fictitious in all areas.
 */
static const char *const phones_us[] = {"(201) 555-01##",
                                        "(202) 555-01##",
                                        "(206) 555-01##",
                                        "(212) 555-01##",
                                        "(213) 555-01##",
                                        "(214) 555-01##",
                                        "(215) 555-01##",
                                        "(216) 555-01##",
                                        "(303) 555-01##",
                                        "(305) 555-01##",
                                        "(312) 555-01##",
                                        "(313) 555-01##",
                                        "(314) 555-01##",
                                        "(323) 555-01##",
                                        "(336) 555-01##",
                                        "(402) 555-01##",
                                        "(404) 555-01##",
                                        "(405) 555-01##",
                                        "(412) 555-01##",
                                        "(415) 555-01##",
                                        "(502) 555-01##",
                                        "(503) 555-01##",
                                        "(504) 555-01##",
                                        "(505) 555-01##",
                                        "(512) 555-01##",
                                        "(602) 555-01##",
                                        "(612) 555-01##",
                                        "(614) 555-01##",
                                        "(615) 555-01##",
                                        "(617) 555-01##",
                                        "(702) 555-01##",
                                        "(713) 555-01##",
                                        "(716) 555-01##",
                                        "(801) 555-01##",
                                        "(808) 555-01##",
                                        "(813) 555-01##",
                                        "(816) 555-01##",
                                        "(901) 555-01##",
                                        "(907) 555-01##",
                                        "(919) 555-01##",
                                        NULL};

/* Bundesnetzagentur, Mitteilung 148/2021 (Amtsblatt 7/2021, page 489), "Drama Numbers": Berlin,
 * Frankfurt, Hamburg, Köln, München, and two of the mobile ranges. */
static const char *const phones_de[] = {
    "030 23125###", "069 90009###", "040 66969###",  "0221 4710###",
    "089 99998###", "0171 39200##", "0176 040690##", NULL};

/* ARCEP, decision 2018-0881, numbers for audiovisual works. */
static const char *const phones_fr[] = {"01 99 00 ## ##",
                                        "02 61 91 ## ##",
                                        "03 53 01 ## ##",
                                        "04 65 71 ## ##",
                                        "05 36 49 ## ##",
                                        "06 39 98 ## ##",
                                        NULL};

/* BTK, Genel Numaralandırma Planı: of 50X only 1, 5, 6 and 7 are assigned. */
static const char *const phones_tr[] = {"0502 ### ## ##", "0503 ### ## ##", "0504 ### ## ##",
                                        "0508 ### ## ##", "0509 ### ## ##", NULL};

/* Plan nacional de numeración: 71 to 74 are mobile since 2011, 75 to 77 kept for later (CNMC,
 * Informe de numeración 2018). */
static const char *const phones_es[] = {"75# ## ## ##", "76# ## ## ##", "77# ## ## ##", NULL};

/* Anatel, Resolução 749/2022: area codes of which none is in use. */
static const char *const phones_br[] = {"(23) 9####-####", "(25) 9####-####", "(26) 9####-####",
                                        "(29) 9####-####", "(23) 3###-####",  "(25) 3###-####",
                                        "(26) 3###-####",  "(29) 3###-####",  NULL};

/* AGCOM, delibera 26/08/CIR: mobile numbers begin with 31 to 39; none with 30. */
static const char *const phones_it[] = {"300 #######", "301 #######", "302 #######", "303 #######",
                                        "304 #######", "305 #######", "306 #######", "307 #######",
                                        "308 #######", "309 #######", NULL};

/* Nummerplan telefoon- en ISDN-diensten: mobile numbers are 061 to 065 and 068; 069 is unused. */
static const char *const phones_nl[] = {"06 9#######", NULL};

/* UKE, krajowy plan numeracji: no zone and no network has 97, 98 or 99. */
static const char *const phones_pl[] = {"97 ### ## ##", "98 ### ## ##", "99 ### ## ##", NULL};

/* 総務省, 電気通信番号計画: no exchange begins with 1, and no mobile number with 0 after 090 or
 * 080.
 */
static const char *const phones_jp[] = {"03-1###-####", "06-1###-####", "090-0###-####", NULL};

/* ---- The table ------------------------------------------------------------------------------- */

static const ph_locale_data table[] = {
    {"tr_TR", PH_NAME_FIRST_LAST, 0, "", "%s No: %n", 150, 0, {0}, phones_tr},
    {"en_US", PH_NAME_FIRST_LAST, 0, "", "%n %s", 9999, 0, {0}, phones_us},
    {"de_DE", PH_NAME_FIRST_LAST, 0, "", "%s %n", 180, 24, {"a", "b", "c", "d"}, phones_de},
    {"fr_FR",
     PH_NAME_FIRST_LAST,
     0,
     "",
     "%n %S",
     150,
     12,
     {" bis", " bis", " bis", " ter"},
     phones_fr},
    {"es_ES", PH_NAME_TWO_LAST, 0, "", "%s, %n", 150, 0, {0}, phones_es},
    {"pt_BR", PH_NAME_MAYBE_TWO, 0, "", "Rua %f %l, %n", 2500, 0, {0}, phones_br},
    {"it_IT",
     PH_NAME_FIRST_LAST,
     0,
     "",
     "Via %f %l, %n",
     150,
     12,
     {"/A", "/A", "/B", "/C"},
     phones_it},
    {"nl_NL", PH_NAME_FIRST_LAST, 0, "", "%Lstraat %n", 250, 32, {"a", "b", "c", "-1"}, phones_nl},
    {"pl_PL", PH_NAME_FIRST_LAST, 1, "", "ul. %g %n", 120, 20, {"A", "A", "B", "C"}, phones_pl},
    {"ja_JP", PH_NAME_LAST_FIRST, 0, "_romaji", "%l町%a-%b-%c", 0, 0, {0}, phones_jp},
};
enum { COUNT = sizeof table / sizeof *table };

const ph_locale_data ph_locale_other = {"", PH_NAME_FIRST_LAST, 0, "", "%n %s", 250, 0, {0}, NULL};

const ph_locale_data *ph_locale_at(size_t index)
{
    return index < COUNT ? &table[index] : NULL;
}

/* Whether two names of locales are the same but for case and '-' for '_'. */
static int same(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = a[i] == '-' ? '_' : a[i];
        if ((c | 0x20) != (b[i] | 0x20))
            return 0;
    }
    return 1;
}

const ph_locale_data *ph_locale_find(const char *locale)
{
    size_t length;

    if (!locale)
        locale = "en_US";
    length = strlen(locale);
    for (size_t i = 0; i < COUNT; i++) {
        if ((length == 5 || length == 2) && same(locale, table[i].locale, length))
            return &table[i];
    }
    return NULL;
}

const char *ph_locale_nearest(const char *locale)
{
    ph_nearest nearest = {0};

    for (size_t i = 0; i < COUNT; i++)
        ph_nearest_try(&nearest, locale, table[i].locale);
    return nearest.name;
}
