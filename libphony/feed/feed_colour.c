/* `colour`: as style sheets write them. */
#include "feed/cards.h"
#include "feed/text_feed.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The named colours of CSS Color 4, without the second spellings of grey and of two others. */
static const char *const names[] = {"aliceblue",
                                    "antiquewhite",
                                    "aqua",
                                    "aquamarine",
                                    "azure",
                                    "beige",
                                    "bisque",
                                    "black",
                                    "blanchedalmond",
                                    "blue",
                                    "blueviolet",
                                    "brown",
                                    "burlywood",
                                    "cadetblue",
                                    "chartreuse",
                                    "chocolate",
                                    "coral",
                                    "cornflowerblue",
                                    "cornsilk",
                                    "crimson",
                                    "darkblue",
                                    "darkcyan",
                                    "darkgoldenrod",
                                    "darkgray",
                                    "darkgreen",
                                    "darkkhaki",
                                    "darkmagenta",
                                    "darkolivegreen",
                                    "darkorange",
                                    "darkorchid",
                                    "darkred",
                                    "darksalmon",
                                    "darkseagreen",
                                    "darkslateblue",
                                    "darkslategray",
                                    "darkturquoise",
                                    "darkviolet",
                                    "deeppink",
                                    "deepskyblue",
                                    "dimgray",
                                    "dodgerblue",
                                    "firebrick",
                                    "floralwhite",
                                    "forestgreen",
                                    "fuchsia",
                                    "gainsboro",
                                    "ghostwhite",
                                    "gold",
                                    "goldenrod",
                                    "gray",
                                    "green",
                                    "greenyellow",
                                    "honeydew",
                                    "hotpink",
                                    "indianred",
                                    "indigo",
                                    "ivory",
                                    "khaki",
                                    "lavender",
                                    "lavenderblush",
                                    "lawngreen",
                                    "lemonchiffon",
                                    "lightblue",
                                    "lightcoral",
                                    "lightcyan",
                                    "lightgray",
                                    "lightgreen",
                                    "lightpink",
                                    "lightsalmon",
                                    "lightseagreen",
                                    "lightskyblue",
                                    "lightslategray",
                                    "lightsteelblue",
                                    "lightyellow",
                                    "lime",
                                    "limegreen",
                                    "linen",
                                    "maroon",
                                    "mediumaquamarine",
                                    "mediumblue",
                                    "mediumorchid",
                                    "mediumpurple",
                                    "mediumseagreen",
                                    "mediumslateblue",
                                    "mediumspringgreen",
                                    "mediumturquoise",
                                    "mediumvioletred",
                                    "midnightblue",
                                    "mintcream",
                                    "mistyrose",
                                    "moccasin",
                                    "navajowhite",
                                    "navy",
                                    "oldlace",
                                    "olive",
                                    "olivedrab",
                                    "orange",
                                    "orangered",
                                    "orchid",
                                    "palegoldenrod",
                                    "palegreen",
                                    "paleturquoise",
                                    "palevioletred",
                                    "papayawhip",
                                    "peachpuff",
                                    "peru",
                                    "pink",
                                    "plum",
                                    "powderblue",
                                    "purple",
                                    "rebeccapurple",
                                    "red",
                                    "rosybrown",
                                    "royalblue",
                                    "saddlebrown",
                                    "salmon",
                                    "sandybrown",
                                    "seagreen",
                                    "seashell",
                                    "sienna",
                                    "silver",
                                    "skyblue",
                                    "slateblue",
                                    "slategray",
                                    "snow",
                                    "springgreen",
                                    "steelblue",
                                    "tan",
                                    "teal",
                                    "thistle",
                                    "tomato",
                                    "turquoise",
                                    "violet",
                                    "wheat",
                                    "white",
                                    "whitesmoke",
                                    "yellow",
                                    "yellowgreen"};

static size_t write_hex(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    (void)f;
    (void)stream;
    *out = '#';
    return (size_t)(ph_put_hex(out + 1, index, 6) - out);
}

/* Its index comes apart into three numbers. */
static inline size_t put_three(const char *begins, const char *unit, uint64_t a, uint64_t b,
                               uint64_t c, char *out)
{
    char *at = ph_put_word(out, begins);

    at += ph_whole_write((int64_t)a, at);
    at = ph_put_word(at, ", ");
    at += ph_whole_write((int64_t)b, at);
    at = ph_put_word(ph_put_word(at, unit), ", ");
    at += ph_whole_write((int64_t)c, at);
    at = ph_put_word(at, unit);
    *at++ = ')';
    return (size_t)(at - out);
}

static size_t write_rgb(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    (void)f;
    (void)stream;
    return put_three("rgb(", "", index >> 16, index >> 8 & 255, index & 255, out);
}

static size_t write_hsl(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    uint64_t hue = ph_take(&index, 360), saturation = ph_take(&index, 101);

    (void)f;
    (void)stream;
    return put_three("hsl(", "%", hue, saturation, index, out);
}

static size_t write_name(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    (void)f;
    (void)stream;
    return (size_t)(ph_put_word(out, names[index]) - out);
}

static const struct {
    ph_text_rule write;
    size_t room;
    uint64_t distinct;
} formats[] = {{write_hex, 7, 1 << 24},
               {write_rgb, 18, 1 << 24},
               {write_hsl, 20, UINT64_C(360) * 101 * 101},
               {write_name, 20, COUNT_OF(names)}};

static phony_status make_colour(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    int64_t format = ph_feed_option(request, "format")->number;
    ph_text_feed f = {.feed.type.kind = PH_TYPE_TEXT,
                      .write = formats[format].write,
                      .room = formats[format].room,
                      .distinct = formats[format].distinct};

    return ph_text_feed_new(request, &f, sizeof f, feed, error);
}

static const ph_option_card colour_options[] = {
    {"format", PH_OPTION_CHOICE, 0, "hex", "hex|rgb|hsl|name", "how style sheets write it"}};
const ph_card ph_card_colour = {.type = "colour",
                                .summary = "colours",
                                .options = colour_options,
                                .option_count = 1,
                                .gives = PH_TYPE_TEXT,
                                .fit = PHONY_FIT_UNIQUE,
                                .make = make_colour};
