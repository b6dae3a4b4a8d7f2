#include "models.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"

/* Sorted by bytes. */
const char *const test_names[] = {
    "Adam",       "Adela",      "Adrian",     "Agata",     "Ahmet",     "Aiko",        "Aino",
    "Akira",      "Alba",       "Albert",     "Alejandra", "Alejandro", "Aleksandra",  "Alessandra",
    "Alessandro", "Alexander",  "Alexandra",  "Alexis",    "Alfredo",   "Alice",       "Alicia",
    "Alina",      "Amalia",     "Amanda",     "Amelia",    "Amélie",    "Ana",         "Anastasia",
    "Anders",     "Andrea",     "Andreas",    "Andrew",    "Andrzej",   "Angela",      "Angelika",
    "Anika",      "Anita",      "Anna",       "Annemarie", "Annika",    "Anselm",      "Antoine",
    "Anton",      "Antonella",  "Antonia",    "Antonio",   "Antônio",   "Arda",        "Arne",
    "Arthur",     "Astrid",     "Aurora",     "Aurélie",   "Ayşe",      "Azra",        "Barbara",
    "Bartosz",    "Bastian",    "Beata",      "Beatrice",  "Beatriz",   "Benedikt",    "Benjamin",
    "Bernard",    "Bernhard",   "Bianca",     "Birgit",    "Birgitta",  "Björn",       "Brigitte",
    "Bruno",      "Burak",      "Camila",     "Camille",   "Carla",     "Carlos",      "Carmen",
    "Carolina",   "Caroline",   "Catarina",   "Catherine", "Cecilia",   "Chiara",      "Chloé",
    "Christa",    "Christian",  "Christina",  "Christine", "Christoph", "Christopher", "Clara",
    "Claudia",    "Clémence",   "Concepción", "Cristina",  "Cristóbal", "Dagmar",      "Daniel",
    "Daniela",    "David",      "Deborah",    "Defne",     "Deniz",     "Diana",       "Diego",
    "Dieter",     "Dirk",       "Dominik",    "Dominique", "Dorota",    "Dorothea",    "Edith",
    "Eduardo",    "Edward",     "Ege",        "Eirik",     "Elena",     "Eleonora",    "Elif",
    "Elisa",      "Elisabeth",  "Elise",      "Elizabeth", "Ella",      "Ellen",       "Elsa",
    "Emanuel",    "Emil",       "Emilia",     "Emily",     "Emine",     "Emma",        "Emre",
    "Enrique",    "Erik",       "Erika",      "Ernesto",   "Esra",      "Esther",      "Eva",
    "Evelyn",     "Ewa",        "Fabian",     "Fabio",     "Fatma",     "Federica",    "Federico",
    "Felicitas",  "Felipe",     "Felix",      "Fernanda",  "Fernando",  "Filip",       "Fiona",
    "Florence",   "Florian",    "Francesca",  "Francesco", "Francisca", "Francisco",   "Franz",
    "Franziska",  "François",   "Françoise",  "Frederik",  "Friedrich", "Fritz",       "Gabriel",
    "Gabriela",   "Gabriele",   "Gaëlle",     "Georg",     "Georges",   "Gerhard",     "Giacomo",
    "Gianluca",   "Giorgia",    "Giovanni",   "Gisela",    "Giulia",    "Giuseppe",    "Gizem",
    "Gonzalo",    "Grace",      "Greta",      "Gudrun",    "Guillaume", "Gustavo",     "Hakan",
    "Halil",      "Hanna",      "Hannah",     "Hannelore", "Hans",      "Harald",      "Hasan",
    "Hatice",     "Heike",      "Heinrich",   "Helena",    "Helga",     "Henri",       "Henrik",
    "Henrike",    "Herbert",    "Hélène",     "Hülya",     "Ignacio",   "Ildikó",      "Ines",
    "Ingeborg",   "Ingrid",     "Inés",       "Irene",     "Irina",     "Isabel",      "Isabella",
    "Isabelle",   "Jacek",      "Jacqueline", "Jakob",     "Jan",       "Janina",      "Jannik",
    "Javier",     "Jean",       "Jennifer",   "Jens",      "Jessica",   "Joanna",      "Joaquín",
    "Jochen",     "Johan",      "Johann",     "Johanna",   "Johannes",  "Jonas",       "Jonathan",
    "Jorge",      "Josefina",   "Joseph",     "José",      "Juan",      "Judith",      "Julia",
    "Julian",     "Juliana",    "Julie",      "Juliette",  "Julius",    "Justine",     "Jörg",
    "Jürgen",     "Kaan",       "Karen",      "Karin",     "Karl",      "Karolina",    "Katarina",
    "Katharina",  "Katherine",  "Kathrin",    "Katja",     "Kemal",     "Kerem",       "Kerstin",
    "Kevin",      "Klara",      "Klaus",      "Konrad",    "Kristian",  "Kristin",     "Kristina",
    "Krzysztof",  "Lara",       "Lars",       "Laura",     "Laurent",   "Lea",         "Leila",
    "Lena",       "Leon",       "Leonard",    "Leonardo",  "Leonie",    "Leyla",       "Liam",
    "Lidia",      "Lilian",     "Lina",       "Linda",     "Lisa",      "Lorena",      "Lorenzo",
    "Lotte",      "Louis",      "Louise",     "Luca",      "Lucas",     "Lucie",       "Lucía",
    "Ludwig",     "Luis",       "Luise",      "Lukas",     "Luna",      "Luísa",       "Léa",
    "Maciej",     "Madeleine",  "Magdalena",  "Maja",      "Malin",     "Malte",       "Manon",
    "Manuel",     "Manuela",    "Marc",       "Marcel",    "Marcela",   "Marcin",      "Marco",
    "Marek",      "Margaret",   "Margarethe", "Margarita", "Margot",    "Maria",       "Marianne",
    "Marie",      "Mariella",   "Marina",     "Mario",     "Marion",    "Marius",      "Mark",
    "Markus",     "Marlene",    "Marta",      "Martha",    "Martin",    "Martina",     "María",
    "Mateusz",    "Mathieu",    "Mathilde",   "Matilda",   "Matteo",    "Matthias",    "Maurice",
    "Max",        "Maximilian", "Mehmet",     "Melanie",   "Melek",     "Melissa",     "Merve",
    "Mia",        "Michael",    "Michaela",   "Michał",    "Michel",    "Michelle",    "Mikael",
    "Milena",     "Miriam",     "Monica",     "Monika",    "Moritz",    "Muhammed",    "Murat",
    "Mustafa",    "Nadia",      "Nadine",     "Natalia",   "Natalie",   "Nazlı",       "Nele",
    "Nicola",     "Nicolas",    "Nicole",     "Niklas",    "Nils",      "Nina",        "Noah",
    "Nora",       "Norbert",    "Nuray",      "Olaf",      "Olga",      "Oliver",      "Olivia",
    "Olivier",    "Oskar",      "Osman",      "Otto",      "Oğuz",      "Pablo",       "Paola",
    "Pascal",     "Patricia",   "Patrick",    "Patrycja",  "Paul",      "Paula",       "Pauline",
    "Pedro",      "Peter",      "Petra",      "Philip",    "Philipp",   "Philippe",    "Pierre",
    "Piotr",      "Rafael",     "Raquel",     "Raúl",      "Rebecca",   "Regina",      "Reinhard",
    "Renata",     "Renate",     "René",       "Ricardo",   "Richard",   "Rita",        "Robert",
    "Roberta",    "Roberto",    "Roland",     "Roman",     "Rosa",      "Rosalia",     "Rosalie",
    "Rudolf",     "Ruth",       "Sabine",     "Sabrina",   "Salih",     "Samuel",      "Sandra",
    "Sara",       "Sarah",      "Sebastian",  "Selim",     "Selin",     "Serena",      "Sergio",
    "Sibel",      "Siegfried",  "Sigrid",     "Silke",     "Silvia",    "Simon",       "Simone",
    "Sofia",      "Sofía",      "Solveig",    "Sonja",     "Sophia",    "Sophie",      "Stefan",
    "Stefania",   "Stefanie",   "Stephanie",  "Stéphane",  "Susanne",   "Svenja",      "Sylvia",
    "Tanja",      "Tatjana",    "Teresa",     "Thomas",    "Thorsten",  "Thérèse",     "Tim",
    "Timo",       "Tobias",     "Tomasz",     "Tuğba",     "Tülay",     "Ulrich",      "Ulrike",
    "Umut",       "Ursula",     "Ute",        "Valentina", "Valeria",   "Valerie",     "Vanessa",
    "Vera",       "Verena",     "Veronika",   "Verónica",  "Victor",    "Victoria",    "Viktoria",
    "Vincent",    "Violeta",    "Virginia",   "Walter",    "Werner",    "Wiebke",      "Wilhelm",
    "William",    "Wojciech",   "Wolfgang",   "Xavier",    "Yasemin",   "Yağmur",      "Yusuf",
    "Yvonne",     "Yıldız",     "Zehra",      "Zeynep",    "Zofia",     "Zoé",         "Zuzanna",
    "Étienne",    "Ömer",       "Özge",       "Özlem",     "İbrahim",   "İlker",       "İrem",
    "Şebnem",     "Şule"};
const size_t test_name_count = COUNT_OF(test_names);

phony_status try_train(const phony_train_options *options, const char *const *values, size_t count,
                       phony_model **model, phony_error *error)
{
    phony_trainer *trainer = NULL;
    phony_status status = phony_trainer_new(options, &trainer, error);

    for (size_t i = 0; !status && i < count; i++)
        status = phony_trainer_add(trainer, values[i], strlen(values[i]), 1, error);
    if (!status)
        status = phony_trainer_finish(trainer, model, error);
    phony_trainer_free(trainer);
    return status;
}

phony_model *train(const phony_train_options *options, const char *const *values, size_t count)
{
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_train(options, values, count, &model, &error), PHONY_OK, &error);
    return model;
}

phony_model *train_order(int32_t order, const char *const *values, size_t count)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;

    options.order = order;
    return train(&options, values, count);
}

phony_model *train_names(int32_t order)
{
    return train_order(order, test_names, test_name_count);
}

phony_model *train_weighted(const phony_train_options *options, const weighted_value *values,
                            size_t count)
{
    phony_trainer *trainer = NULL;
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_trainer_new(options, &trainer, &error), PHONY_OK, &error);
    for (size_t i = 0; i < count; i++)
        ASSERT_STATUS(phony_trainer_add(trainer, values[i].text, strlen(values[i].text),
                                        values[i].weight, &error),
                      PHONY_OK, &error);
    ASSERT_STATUS(phony_trainer_finish(trainer, &model, &error), PHONY_OK, &error);
    phony_trainer_free(trainer);
    return model;
}

ph_buffer json_of(const phony_model *model)
{
    ph_buffer json = PH_BUFFER_INIT;

    ph_model_to_json(model, &json);
    ph_buffer_append_byte(&json, '\0');
    ck_assert_int_eq(json.failed, 0);
    return json;
}

void assert_same_model(const phony_model *a, const phony_model *b)
{
    ph_buffer x = json_of(a), y = json_of(b);

    ck_assert_str_eq(x.data, y.data);
    ph_buffer_fini(&x);
    ph_buffer_fini(&y);
}

phony_status try_parse(const char *json, phony_model **model, phony_error *error)
{
    return phony_model_parse(json, strlen(json), NULL, model, error);
}

ph_buffer generate_rows(phony_model *model, const char *seed, uint64_t first, uint64_t count)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    uint8_t bytes[16384];
    uint32_t offsets[513];
    phony_key key;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 512;
    column.separator = '\n';
    ASSERT_STATUS(phony_key_from_seed(seed, strlen(seed), NULL, &key, &error), PHONY_OK, &error);
    for (uint64_t row = 0; row < count; row += column.rows) {
        ASSERT_STATUS(phony_generate(model, &key, first + row, count - row, &column, &error),
                      PHONY_OK, &error);
        ph_buffer_append(&text, bytes, offsets[column.rows]);
    }
    ph_buffer_append_byte(&text, '\0');
    return text;
}

void folder_init(test_folder *folder)
{
    const char *parent = getenv("TMPDIR");

    snprintf(folder->path, sizeof folder->path, "%s/phony-test-XXXXXX",
             parent && *parent ? parent : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder->path));
}

static int remove_one(const char *path, const struct stat *there, int type, struct FTW *place)
{
    (void)there;
    (void)type;
    (void)place;
    return remove(path);
}

void folder_fini(test_folder *folder)
{
    ck_assert_int_eq(nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const char *folder_file(test_folder *folder, const char *name)
{
    snprintf(folder->file, sizeof folder->file, "%s/%s", folder->path, name);
    return folder->file;
}

void write_bytes(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

ph_buffer read_bytes(const char *path)
{
    ph_buffer bytes = PH_BUFFER_INIT;
    FILE *file = fopen(path, "rb");
    size_t got;

    ck_assert_ptr_nonnull(file);
    do {
        char *room = ph_buffer_reserve(&bytes, 65536);
        ck_assert_ptr_nonnull(room);
        got = fread(room, 1, 65536, file);
        bytes.length += got;
    } while (got > 0);
    fclose(file);
    return bytes;
}
