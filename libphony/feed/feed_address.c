/* `ip` and `mac`: addresses that nobody has: of the networks for documentation (RFC 5737, RFC
 * 3849), and locally administered ones. */
#include <string.h>

#include "base/error.h"
#include "feed/cards.h"
#include "feed/text_feed.h"

/* ---- Networks -------------------------------------------------------------------------------- */

/* Of IPv4 the low 32 bits. */
typedef struct network {
    unsigned __int128 address;
    int prefix, bits; /* of 32 or 128 */
} network;

typedef struct ip_feed {
    ph_text_feed text;
    network net;
} ip_feed;

/* A number of at most `most` in a base, no longer than `digits`; -1: there is none. */
static int read_number(const char **text, unsigned base, int digits, uint32_t most,
                       uint32_t *number)
{
    const char *at = *text;

    for (*number = 0; digits-- > 0; at++) {
        char small = (char)(*at | 0x20);
        uint32_t digit = *at >= '0' && *at <= '9'       ? (uint32_t)(*at - '0')
                         : small >= 'a' && small <= 'f' ? (uint32_t)(small - 'a') + 10
                                                        : base;
        if (digit >= base)
            break;
        *number = *number * base + digit;
    }
    if (at == *text || *number > most)
        return -1;
    *text = at;
    return 0;
}

static int read_v4(const char **text, unsigned __int128 *address)
{
    for (int i = 0; i < 4; i++) {
        uint32_t number;
        if ((i && *(*text)++ != '.') || read_number(text, 10, 3, 255, &number) < 0)
            return -1;
        *address = *address << 8 | number;
    }
    return 0;
}

/* RFC 4291, 2.2, without embedded IPv4: groups before and behind one "::". */
static int read_v6(const char **text, unsigned __int128 *address)
{
    unsigned __int128 parts[2] = {0, 0};
    int counts[2] = {0, 0}, side = 0;
    uint32_t number;

    while (counts[0] + counts[1] < 8 && **text && **text != '/') {
        if (!side && strncmp(*text, "::", 2) == 0) {
            side = 1;
            *text += 2;
            continue;
        }
        if (counts[side] && *(*text)++ != ':')
            return -1;
        if (read_number(text, 16, 4, 0xFFFF, &number) < 0)
            return -1;
        parts[side] = parts[side] << 16 | number;
        counts[side]++;
    }
    if (side ? counts[0] + counts[1] > 7 : counts[0] != 8)
        return -1;
    *address = counts[0] ? parts[0] << (128 - 16 * counts[0]) : 0;
    *address |= parts[1];
    return 0;
}

static int read_network(const char *text, int v6, network *net)
{
    uint32_t prefix;

    *net = (network){.bits = v6 ? 128 : 32};
    if ((v6 ? read_v6(&text, &net->address) : read_v4(&text, &net->address)) < 0)
        return -1;
    prefix = (uint32_t)net->bits;
    if (*text == '/') {
        text++;
        if (read_number(&text, 10, 3, (uint32_t)net->bits, &prefix) < 0)
            return -1;
    }
    net->prefix = (int)prefix;
    return *text ? -1 : 0;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static inline char *put_octet(char *out, unsigned octet)
{
    if (octet >= 100)
        *out++ = (char)('0' + octet / 100);
    if (octet >= 10)
        *out++ = (char)('0' + octet / 10 % 10);
    *out++ = (char)('0' + octet % 10);
    return out;
}

static size_t put_v4(uint32_t address, char *out)
{
    char *at = out;

    for (int shift = 24; shift >= 0; shift -= 8) {
        at = put_octet(at, address >> shift & 255);
        if (shift)
            *at++ = '.';
    }
    return (size_t)(at - out);
}

static inline char *put_group(char *out, unsigned group)
{
    int digits = group > 0xFFF ? 4 : group > 0xFF ? 3 : group > 0xF ? 2 : 1;

    return ph_put_hex(out, group, digits);
}

/* The first of the longest runs of two or more groups of 0; `*length` 0: there is none. */
static int longest_zeros(const unsigned groups[8], int *length)
{
    int best = 0;

    *length = 0;
    for (int i = 0, run = 0; i < 8; i++) {
        run = groups[i] ? 0 : run + 1;
        if (run > 1 && run > *length) {
            *length = run;
            best = i - run + 1;
        }
    }
    return best;
}

/* As RFC 5952 has it. */
static size_t put_v6(unsigned __int128 address, char *out)
{
    unsigned groups[8];
    int length, zeros;
    char *at = out;

    for (int i = 0; i < 8; i++)
        groups[i] = (unsigned)(address >> (112 - 16 * i)) & 0xFFFF;
    zeros = longest_zeros(groups, &length);
    for (int i = 0; i < 8; i++) {
        if (length && i == zeros) {
            at = ph_put_word(at, "::");
            i += length - 1;
            continue;
        }
        if (i && !(length && i == zeros + length))
            *at++ = ':';
        at = put_group(at, groups[i]);
    }
    return (size_t)(at - out);
}

/* Of the three networks, without their first and last addresses. */
static size_t write_documentation(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    static const uint32_t networks[] = {0xC0000200, 0xC6336400, 0xCB007100};
    uint32_t which = (uint32_t)ph_take(&index, 3);

    (void)f;
    (void)stream;
    return put_v4(networks[which] + 1 + (uint32_t)index, out);
}

static size_t write_v4(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    const network *net = &((const ip_feed *)f)->net;

    (void)stream;
    return put_v4((uint32_t)net->address + (uint32_t)index, out);
}

/* The index is the low 64 bits, at most; word 1 those before. */
static size_t write_v6(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    const network *net = &((const ip_feed *)f)->net;
    unsigned __int128 host = index;

    if (net->prefix < 64)
        host |= (unsigned __int128)(ph_stream_word(stream, 1) >> net->prefix) << 64;
    return put_v6(net->address | host, out);
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* Its addresses, but for the first and last where there are more than two: those are no hosts'. */
static void take_v4(ip_feed *f)
{
    uint64_t count = UINT64_C(1) << (32 - f->net.prefix);

    f->net.address &= ~(unsigned __int128)(count - 1);
    f->net.address += count > 2;
    f->text.distinct = count - (count > 2 ? 2 : 0);
    f->text.write = write_v4;
}

static void take_v6(ip_feed *f)
{
    int host = 128 - f->net.prefix;

    if (host == 128)
        f->net.address = 0;
    else
        f->net.address &= ~(((unsigned __int128)1 << host) - 1);
    f->text.distinct = host >= 64 ? 0 : UINT64_C(1) << host;
    f->text.write = write_v6;
}

static phony_status make_ip(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    int v6 = (int)ph_feed_option(request, "version")->number;
    const ph_option *of = ph_feed_option(request, "network");
    const char *text = of->given ? of->text : "2001:db8::/32";
    ip_feed f = {.text.feed.type.kind = PH_TYPE_INET,
                 .text.room = 39,
                 .text.write = write_documentation,
                 .text.distinct = UINT64_C(3) * 254};

    if (of->given && !ph_feed_option(request, "version")->given)
        v6 = strchr(text, ':') != NULL;
    if ((of->given || v6) && read_network(text, v6, &f.net) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'network' must be a network of IPv%d as %s",
                       v6 ? 6 : 4, v6 ? "2001:db8:1::/48" : "10.1.0.0/16");
    if (v6)
        take_v6(&f);
    else if (of->given)
        take_v4(&f);
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card ip_options[] = {
    {"version", PH_OPTION_CHOICE, 0, "4", "4|6", "of the protocol; else as the network says"},
    {"network", PH_OPTION_TEXT, 0, NULL, NULL,
     "where addresses lie, as 10.1.0.0/16; else in the networks for documentation"},
};
const ph_card ph_card_ip = {.type = "ip",
                            .summary = "IP addresses that nobody has",
                            .options = ip_options,
                            .option_count = sizeof ip_options / sizeof *ip_options,
                            .gives = PH_TYPE_INET,
                            .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                            .make = make_ip};

/* ---- Hardware -------------------------------------------------------------------------------- */

typedef struct mac_feed {
    ph_text_feed text;
    uint64_t first; /* 24 bits of the manufacturer; 0: locally administered */
} mac_feed;

/* Of the first byte the lowest bit says group, the next locally administered. */
static size_t write_mac(const ph_text_feed *f, uint64_t index, uint64_t stream, char *out)
{
    uint64_t first = ((const mac_feed *)f)->first, address = first << 24 | index;
    char *at = out;

    (void)stream;
    if (f->distinct >> 24 != 1)
        address = (index & ((UINT64_C(1) << 40) - 1)) | (index >> 40 << 42) | UINT64_C(2) << 40;
    for (int shift = 40; shift >= 0; shift -= 8) {
        at = ph_put_hex(at, address >> shift & 255, 2);
        if (shift)
            *at++ = ':';
    }
    return (size_t)(at - out);
}

/* "00:1a:2b", "00-1A-2B" or "001A2B"; of one station, not of a group. */
static int read_oui(const char *text, uint64_t *first)
{
    uint32_t byte;

    *first = 0;
    for (int i = 0; i < 3; i++) {
        if (i && (*text == ':' || *text == '-'))
            text++;
        if (!text[0] || !text[1] || read_number(&text, 16, 2, 255, &byte) < 0)
            return -1;
        *first = *first << 8 | byte;
    }
    return *text || (*first >> 16 & 1) ? -1 : 0;
}

static phony_status make_mac(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *oui = ph_feed_option(request, "oui");
    mac_feed f = {.text.feed.type.kind = PH_TYPE_MACADDR,
                  .text.room = 17,
                  .text.write = write_mac,
                  .text.distinct = UINT64_C(1) << (oui->given ? 24 : 46)};

    if (oui->given && read_oui(oui->text, &f.first) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'oui' must be the three bytes of a manufacturer, as 02:00:5e, the first of "
                       "them even");
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card mac_options[] = {
    {"oui", PH_OPTION_TEXT, 0, NULL, NULL,
     "the first three bytes, as 02:00:5e; else locally administered"},
};
const ph_card ph_card_mac = {.type = "mac",
                             .summary = "hardware addresses, locally administered",
                             .options = mac_options,
                             .option_count = 1,
                             .gives = PH_TYPE_MACADDR,
                             .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                             .make = make_mac};
