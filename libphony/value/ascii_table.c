/* ASCII counterparts of letters and punctuation that do not decompose into ASCII and marks.
 *
 * Cyrillic, Georgian and Armenian as BGN/PCGN has it, without its marks; Greek as ELOT 743; Korean
 * as the Revised Romanisation, syllable by syllable, out of the letters a syllable decomposes into.
 * To add a letter: a row in its place; the tests check the order. */
#include "value/ascii_parts.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const ph_ascii_row ph_ascii_rows[] = {
    {0x00A1, "!"},    {0x00A9, "(c)"}, {0x00AB, "\""},  {0x00AE, "(r)"}, {0x00B7, "."},
    {0x00BB, "\""},   {0x00BF, "?"},   {0x00D7, "x"},   {0x00DF, "ss"},  {0x00E6, "ae"},
    {0x00F0, "d"},    {0x00F7, "/"},   {0x00F8, "o"},   {0x00FE, "th"},  {0x0111, "d"},
    {0x0127, "h"},    {0x0131, "i"},   {0x0138, "q"},   {0x0142, "l"},   {0x014B, "ng"},
    {0x0153, "oe"},   {0x0167, "t"},   {0x0180, "b"},   {0x0183, "b"},   {0x0188, "c"},
    {0x018C, "d"},    {0x0192, "f"},   {0x0199, "k"},   {0x019A, "l"},   {0x019E, "n"},
    {0x01A5, "p"},    {0x01AB, "t"},   {0x01AD, "t"},   {0x01B4, "y"},   {0x01B6, "z"},
    {0x01DD, "e"},    {0x01E5, "g"},   {0x0221, "d"},   {0x0225, "z"},   {0x0234, "l"},
    {0x0235, "n"},    {0x0236, "t"},   {0x0237, "j"},   {0x023C, "c"},   {0x0240, "z"},
    {0x0247, "e"},    {0x0249, "j"},   {0x024B, "q"},   {0x024D, "r"},   {0x024F, "y"},
    {0x0253, "b"},    {0x0254, "o"},   {0x0256, "d"},   {0x0257, "d"},   {0x0259, "e"},
    {0x025B, "e"},    {0x0260, "g"},   {0x0263, "g"},   {0x0268, "i"},   {0x0269, "i"},
    {0x026B, "l"},    {0x0272, "n"},   {0x0275, "o"},   {0x0288, "t"},   {0x0289, "u"},
    {0x028A, "u"},    {0x028B, "v"},   {0x0292, "z"},   {0x02B9, "'"},   {0x02BB, "'"},
    {0x02BC, "'"},    {0x02BD, "'"},   {0x02BE, "'"},   {0x02BF, "'"},   {0x02C8, "'"},
    {0x03B1, "a"},    {0x03B2, "v"},   {0x03B3, "g"},   {0x03B4, "d"},   {0x03B5, "e"},
    {0x03B6, "z"},    {0x03B7, "i"},   {0x03B8, "th"},  {0x03B9, "i"},   {0x03BA, "k"},
    {0x03BB, "l"},    {0x03BC, "m"},   {0x03BD, "n"},   {0x03BE, "x"},   {0x03BF, "o"},
    {0x03C0, "p"},    {0x03C1, "r"},   {0x03C2, "s"},   {0x03C3, "s"},   {0x03C4, "t"},
    {0x03C5, "y"},    {0x03C6, "f"},   {0x03C7, "ch"},  {0x03C8, "ps"},  {0x03C9, "o"},
    {0x0430, "a"},    {0x0431, "b"},   {0x0432, "v"},   {0x0433, "g"},   {0x0434, "d"},
    {0x0435, "e"},    {0x0436, "zh"},  {0x0437, "z"},   {0x0438, "i"},   {0x0439, "y"},
    {0x043A, "k"},    {0x043B, "l"},   {0x043C, "m"},   {0x043D, "n"},   {0x043E, "o"},
    {0x043F, "p"},    {0x0440, "r"},   {0x0441, "s"},   {0x0442, "t"},   {0x0443, "u"},
    {0x0444, "f"},    {0x0445, "kh"},  {0x0446, "ts"},  {0x0447, "ch"},  {0x0448, "sh"},
    {0x0449, "shch"}, {0x044B, "y"},   {0x044D, "e"},   {0x044E, "yu"},  {0x044F, "ya"},
    {0x0452, "dj"},   {0x0453, "gj"},  {0x0454, "ye"},  {0x0455, "dz"},  {0x0456, "i"},
    {0x0457, "yi"},   {0x0458, "j"},   {0x0459, "lj"},  {0x045A, "nj"},  {0x045B, "c"},
    {0x045C, "kj"},   {0x045F, "dz"},  {0x0491, "g"},   {0x0493, "g"},   {0x0497, "j"},
    {0x049B, "q"},    {0x04A3, "n"},   {0x04AF, "u"},   {0x04B1, "u"},   {0x04BB, "h"},
    {0x04D9, "a"},    {0x04E9, "o"},   {0x0561, "a"},   {0x0562, "b"},   {0x0563, "g"},
    {0x0564, "d"},    {0x0565, "e"},   {0x0566, "z"},   {0x0567, "e"},   {0x0568, "y"},
    {0x0569, "t"},    {0x056A, "zh"},  {0x056B, "i"},   {0x056C, "l"},   {0x056D, "kh"},
    {0x056E, "ts"},   {0x056F, "k"},   {0x0570, "h"},   {0x0571, "dz"},  {0x0572, "gh"},
    {0x0573, "ch"},   {0x0574, "m"},   {0x0575, "y"},   {0x0576, "n"},   {0x0577, "sh"},
    {0x0578, "o"},    {0x0579, "ch"},  {0x057A, "p"},   {0x057B, "j"},   {0x057C, "r"},
    {0x057D, "s"},    {0x057E, "v"},   {0x057F, "t"},   {0x0580, "r"},   {0x0581, "ts"},
    {0x0582, "v"},    {0x0583, "p"},   {0x0584, "k"},   {0x0585, "o"},   {0x0586, "f"},
    {0x0587, "ev"},   {0x10D0, "a"},   {0x10D1, "b"},   {0x10D2, "g"},   {0x10D3, "d"},
    {0x10D4, "e"},    {0x10D5, "v"},   {0x10D6, "z"},   {0x10D7, "t"},   {0x10D8, "i"},
    {0x10D9, "k"},    {0x10DA, "l"},   {0x10DB, "m"},   {0x10DC, "n"},   {0x10DD, "o"},
    {0x10DE, "p"},    {0x10DF, "zh"},  {0x10E0, "r"},   {0x10E1, "s"},   {0x10E2, "t"},
    {0x10E3, "u"},    {0x10E4, "p"},   {0x10E5, "k"},   {0x10E6, "gh"},  {0x10E7, "q"},
    {0x10E8, "sh"},   {0x10E9, "ch"},  {0x10EA, "ts"},  {0x10EB, "dz"},  {0x10EC, "ts"},
    {0x10ED, "ch"},   {0x10EE, "kh"},  {0x10EF, "j"},   {0x10F0, "h"},   {0x1100, "g"},
    {0x1101, "kk"},   {0x1102, "n"},   {0x1103, "d"},   {0x1104, "tt"},  {0x1105, "r"},
    {0x1106, "m"},    {0x1107, "b"},   {0x1108, "pp"},  {0x1109, "s"},   {0x110A, "ss"},
    {0x110C, "j"},    {0x110D, "jj"},  {0x110E, "ch"},  {0x110F, "k"},   {0x1110, "t"},
    {0x1111, "p"},    {0x1112, "h"},   {0x1161, "a"},   {0x1162, "ae"},  {0x1163, "ya"},
    {0x1164, "yae"},  {0x1165, "eo"},  {0x1166, "e"},   {0x1167, "yeo"}, {0x1168, "ye"},
    {0x1169, "o"},    {0x116A, "wa"},  {0x116B, "wae"}, {0x116C, "oe"},  {0x116D, "yo"},
    {0x116E, "u"},    {0x116F, "wo"},  {0x1170, "we"},  {0x1171, "wi"},  {0x1172, "yu"},
    {0x1173, "eu"},   {0x1174, "ui"},  {0x1175, "i"},   {0x11A8, "k"},   {0x11A9, "k"},
    {0x11AA, "k"},    {0x11AB, "n"},   {0x11AC, "n"},   {0x11AD, "n"},   {0x11AE, "t"},
    {0x11AF, "l"},    {0x11B0, "k"},   {0x11B1, "m"},   {0x11B2, "l"},   {0x11B3, "l"},
    {0x11B4, "l"},    {0x11B5, "p"},   {0x11B6, "l"},   {0x11B7, "m"},   {0x11B8, "p"},
    {0x11B9, "p"},    {0x11BA, "t"},   {0x11BB, "t"},   {0x11BC, "ng"},  {0x11BD, "t"},
    {0x11BE, "t"},    {0x11BF, "k"},   {0x11C0, "t"},   {0x11C1, "p"},   {0x11C2, "h"},
    {0x2010, "-"},    {0x2011, "-"},   {0x2012, "-"},   {0x2013, "-"},   {0x2014, "-"},
    {0x2015, "-"},    {0x2018, "'"},   {0x2019, "'"},   {0x201A, "'"},   {0x201B, "'"},
    {0x201C, "\""},   {0x201D, "\""},  {0x201E, "\""},  {0x201F, "\""},  {0x2022, "*"},
    {0x2026, "..."},  {0x2032, "'"},   {0x2033, "\""},  {0x2039, "'"},   {0x203A, "'"},
    {0x2044, "/"},    {0x20AC, "EUR"}, {0x2212, "-"},   {0x3001, ","},   {0x3002, "."},
    {0x300C, "\""},   {0x300D, "\""},  {0x300E, "\""},  {0x300F, "\""},  {0x301C, "~"},
    {0x30FB, "."},
};
const size_t ph_ascii_row_count = COUNT_OF(ph_ascii_rows);

/* German and Danish as people spell themselves in mail addresses. In the other languages with
 * these letters (Swedish, Finnish, Norwegian, Turkish, Hungarian ...) only the marks fall. */
const ph_ascii_special ph_ascii_specials[] = {
    {"bg", {0x0445, "h"}},   /* х */
    {"bg", {0x0449, "sht"}}, /* щ */
    {"bg", {0x044A, "a"}},   /* ъ */
    {"bg", {0x044C, "y"}},   /* ь */
    {"da", {0x00E5, "aa"}},  /* å */
    {"da", {0x00F8, "oe"}},  /* ø */
    {"de", {0x00E4, "ae"}},  /* ä */
    {"de", {0x00F6, "oe"}},  /* ö */
    {"de", {0x00FC, "ue"}},  /* ü */
    {"mk", {0x0445, "h"}},   /* х */
    {"mk", {0x0446, "c"}},   /* ц */
    {"sr", {0x0436, "z"}},   /* ж */
    {"sr", {0x0445, "h"}},   /* х */
    {"sr", {0x0446, "c"}},   /* ц */
    {"sr", {0x0447, "c"}},   /* ч */
    {"sr", {0x0448, "s"}},   /* ш */
    {"uk", {0x0433, "h"}},   /* г */
    {"uk", {0x0438, "y"}},   /* и */
};
const size_t ph_ascii_special_count = COUNT_OF(ph_ascii_specials);

const ph_ascii_pair ph_ascii_pairs[] = {
    {0x03B1, 0x03C5, "av"},  /* αυ */
    {0x03B1, 0x03CD, "av"},  /* αύ */
    {0x03B3, 0x03B3, "ng"},  /* γγ */
    {0x03B3, 0x03BE, "nx"},  /* γξ */
    {0x03B3, 0x03C7, "nch"}, /* γχ */
    {0x03B5, 0x03C5, "ev"},  /* ευ */
    {0x03B5, 0x03CD, "ev"},  /* εύ */
    {0x03B7, 0x03C5, "iv"},  /* ηυ */
    {0x03B7, 0x03CD, "iv"},  /* ηύ */
    {0x03BF, 0x03C5, "ou"},  /* ου */
    {0x03BF, 0x03CD, "ou"},  /* ού */
    {0x0578, 0x0582, "u"},   /* ու */
};
const size_t ph_ascii_pair_count = COUNT_OF(ph_ascii_pairs);
