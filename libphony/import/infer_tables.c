/* What a column that is called no more than "name" is the name of: its table says. */
#include <string.h>

#include "import/import_parts.h"

/* The words of tables, in the singular, folded as ph_name_split folds them, each between spaces. */
static const struct table_row {
    ph_meaning meaning;
    const char *words;
} table_rows[] = {
    {PH_ABOUT_FULL_NAME,
     " user customer client person people employee member contact author patient student teacher "
     "doctor driver guest actor player candidate applicant lead subscriber passenger visitor "
     "staff owner sender recipient "
     "kullanici musteri kisi calisan personel uye yazar hasta ogrenci ogretmen "
     "benutzer kunde kunden person mitarbeiter mitglied mitglieder kontakt kontakte autor autoren "
     "utilisateur personne employe membre auteur usuario cliente persona empleado empleados "
     "miembro contacto pessoa funcionario membro contato "},
    {PH_ABOUT_COMPANY,
     " company organisation organization vendor supplier manufacturer employer merchant agency "
     "firma sirket tedarikci firmen unternehmen lieferant lieferanten hersteller "
     "entreprise societe fournisseur empresa proveedor fornecedor "},
    {PH_ABOUT_CITY, " city town sehir ilce stadt stadte orte ville ciudad cidade "},
    {PH_ABOUT_COUNTRY, " country ulke land lander pays pais "},
};

static ph_meaning find(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof table_rows / sizeof *table_rows; i++) {
        const char *at = table_rows[i].words;
        while ((at = memmem(at, strlen(at), word, length))) {
            if (at[-1] == ' ' && at[length] == ' ')
                return table_rows[i].meaning;
            at += length;
        }
    }
    return PH_ABOUT_NOTHING;
}

/* Plurals: what is taken off the end, and what is put in its place. */
static const struct plural {
    const char *end, *instead;
} plurals[] = {{"", ""}, {"ies", "y"}, {"es", ""}, {"s", ""}, {"lar", ""}, {"ler", ""}};

static ph_meaning find_singular(const char *word, size_t length, const struct plural *plural)
{
    char singular[PH_NAME_BYTES_MAX + 2];
    size_t end = strlen(plural->end), instead = strlen(plural->instead);

    if (length <= end || memcmp(word + length - end, plural->end, end) != 0)
        return PH_ABOUT_NOTHING;
    memcpy(singular, word, length - end);
    memcpy(singular + length - end, plural->instead, instead);
    return find(singular, length - end + instead);
}

/* The last word counts: "app_users", "customer". */
ph_meaning ph_infer_named_table(const char *table)
{
    ph_meaning meaning = PH_ABOUT_NOTHING;
    ph_name_words words;
    size_t begin;

    ph_name_split(table, &words);
    if (!words.count)
        return PH_ABOUT_NOTHING;
    begin = words.begins[words.count - 1];
    for (size_t i = 0; !meaning && i < sizeof plurals / sizeof *plurals; i++)
        meaning = find_singular(words.text + begin, words.begins[words.count] - begin, &plurals[i]);
    return meaning;
}

int ph_infer_is_bare_name(const char *column)
{
    ph_name_words words;

    ph_name_split(column, &words);
    return words.count == 1;
}
