# Pairs the values of lists to whole names: a leading part (given names, or the family name where it
# comes first), a space, and a following part.
#
# What leads stays one whole word in the model (it goes to the file `vocabulary`), and what follows
# is spelled by characters. So the model always knows in which of the two it is, which n-grams of
# characters alone do not: those give every third name only one part and every fourth three.
#
# Input: files of value TAB count, most frequent first; the first `before` of them lead. Each list of
# a side fills an equal share of the rows. Each value comes once and more often by the square root
# of its count; then both sides are shuffled by a fixed generator (Park and Miller 1988), so that
# the same lists give the same rows.
#
# surnames: "all"; "invariable" leaves out those that end in -i or -y, which have a feminine form in
# Polish; "feminine" gives them that form (-ska, -cka, -dzka) and leaves out the others in -i or -y.

function next_random() {
    state = state * 16807 % 2147483647
    return state
}

# The form of a following value, or "" to leave it out.
function form(text) {
    if (surnames == "invariable" && text ~ /[iy]$/)
        return ""
    if (surnames == "feminine" && !sub(/ski$/, "ska", text) && !sub(/cki$/, "cka", text) &&
        !sub(/dzki$/, "dzka", text) && text ~ /[iy]$/)
        return ""
    return text
}

# Whether what leads is one character, not of ASCII: no word for the model, which spells it, and so
# takes every following value that holds it for two (family names such as Hayashi, in kanji).
function is_single(text) {
    return text ~ /^[\300-\377][\200-\277]*$/
}

function is_rare_word(text, times) {
    return text in word && times < LEAST_WORD
}

function learn_words(text,    parts, count, i) {
    count = split(text, parts, " ")
    for (i = 1; i <= count; i++)
        word[parts[i]] = 1
}

# Adds `share` values of a list to a side, at most `most` different ones.
function spread(list, side, share, most,    kept, total, due, given, want, i) {
    kept = count[list] < most ? count[list] : most
    for (i = 1; i <= kept; i++)
        total += root[list, i]
    for (i = 1; i <= kept; i++) {
        due += (share - kept) * root[list, i] / total
        want = i + int(due + 1e-6) - given
        given += want
        # A word on both sides must be frequent, or the model would take one side for the other.
        if (side == "follow" && is_rare_word(value[list, i], want))
            continue
        if (side == "lead" && is_single(value[list, i]))
            continue
        if (side == "lead")
            learn_words(value[list, i])
        for (; want > 0; want--)
            drawn[side, ++drawn_count[side]] = value[list, i]
    }
}

function shuffle(side,    held, i, j) {
    for (i = drawn_count[side]; i > 1; i--) {
        j = 1 + next_random() % i
        held = drawn[side, i]
        drawn[side, i] = drawn[side, j]
        drawn[side, j] = held
    }
}

BEGIN {
    FS = "\t"
    ROWS = 240000       # rows
    MOST_LEADING = 1000 # different values that lead, and that follow, all lists together
    MOST_FOLLOWING = 8000
    LEAST_WORD = 30
    state = 20251121
}

FNR == 1 {
    lists++
}

{
    text = lists > before ? form($1) : $1
    if (text != "") {
        value[lists, ++count[lists]] = text
        root[lists, count[lists]] = sqrt($2)
    }
}

END {
    after = lists - before
    for (i = 1; i <= before; i++)
        spread(i, "lead", int(ROWS / before), int(MOST_LEADING / before))
    for (i = before + 1; i <= lists; i++)
        spread(i, "follow", int(ROWS / after), int(MOST_FOLLOWING / after))
    shuffle("lead")
    shuffle("follow")
    rows = drawn_count["lead"] < drawn_count["follow"] ? drawn_count["lead"] : drawn_count["follow"]
    for (i = 1; i <= rows; i++)
        printf "%s %s\t1\n", drawn["lead", i], drawn["follow", i]
    for (text in word)
        print text >vocabulary
}
