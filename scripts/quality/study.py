"""The studies behind the defaults of `phony train` and of the generation algorithm: which order,
and which smoothing. Both learn every value once and prune nothing, as training without options
does, from a handful of lists of several sizes, languages and scripts."""

import random

from figures import Foresight, divergence, earth_mover, length_shares, pair_shares, pairs_of
from graph import SMOOTHINGS, Graph, Ngrams
from measure import PhonySide, held_out_places

LETTER_ORDERS = (3, 4, 5, 6, 7)
WORD_ORDERS = (2, 3, 4, 5)
LETTERS = (
    "tr_TR/last_names",
    "tr_TR/company_names",
    "en_US/last_names",
    "de_DE/first_names_female",
    "de_DE/street_names",
    "fr_FR/city_names",
    "es_ES/last_names",
    "nl_NL/last_names",
    "pl_PL/last_names",
    "ja_JP/last_names",
    "generic/lorem_words",
)
WORDS = ("en_US/company_names", "en_US/street_names", "tr_TR/street_names", "generic/product_names")

ORDERS_VALUES = 10000  # scored of a list, over all folds
SMOOTHING_ORDER = 5
SMOOTHING_VALUES = 10000  # of a list: graphs in Python take their time
SMOOTHING_MADE = 5000


def copy_rate(side, model, count):
    """Of values made by the model that does not know the first fold."""
    values = side.values
    training = {values.texts[i] for i in values.where(lambda fold: fold != 0)}
    return sum(text in training for text in side.phony.generate(model, count)) / count


def study_order(side, most, count, *options):
    """Of one order: bits of a character held out, the size of a model, its copy rate."""
    found = Foresight()
    for fold in range(side.folds):
        model = side.train_plainly(fold, *options)
        if fold == 0:
            copies = copy_rate(side, model, count)
        side.score(model, held_out_places(side.values, fold, -(-most // side.folds)), found)
    figures = found.figures(side.values.symbols)
    kilobytes = model.stat().st_size / 1000
    return {"bits": figures["bits"], "possible": figures["possible"], "kilobytes": kilobytes,
            "copies": copies}


def letter_orders(phony, values, folds, most, count, work):
    side = PhonySide(phony, values, folds, work)
    most = min(most, ORDERS_VALUES)
    found = {n: study_order(side, most, count, "-n", n) for n in LETTER_ORDERS}
    return {"values": len(values.texts), "orders": found}


def word_orders(phony, values, folds, most, count, work):
    side = PhonySide(phony, values, folds, work)
    most = min(most, ORDERS_VALUES)
    found = {n: study_order(side, most, count, "--mode", "word", "-n", n) for n in WORD_ORDERS}
    return {"values": len(values.texts), "orders": found}


def shape(graph, values, known_pairs):
    """What a graph makes, compared with the fold that it does not know."""
    made = graph.values(random.Random("quality"), SMOOTHING_MADE)
    held_out = [values.letters[i] for i in values.where(lambda fold: fold == 0)]
    once, once_held_out = [1] * len(made), [1] * len(held_out)
    strange = sum(any(pair not in known_pairs for pair in pairs_of(text)) for text in made)
    return {
        "length": earth_mover(length_shares(made, once), length_shares(held_out, once_held_out)),
        "pairs": divergence(pair_shares(made, once), pair_shares(held_out, once_held_out)),
        "strange": strange / len(made),
    }


def smoothings(_, values, folds, most, __, ___):
    """Per smoothing the bits of a character held out, and of values made: their shape, and the
    share that has a pair of characters (or begins or ends) as none of the whole list does."""
    known_pairs = {pair for text in values.letters for pair in pairs_of(text)}
    found = {how.name: Foresight() for how in SMOOTHINGS}
    shapes = {}
    for fold in range(folds):
        training = values.where(lambda own: own != fold)
        ngrams = Ngrams([values.letters[i] for i in training], SMOOTHING_ORDER)
        for how in SMOOTHINGS:
            graph = Graph(ngrams, how)
            for i in held_out_places(values, fold, -(-most // folds)):
                found[how.name].add(values.letters[i], graph.bits(values.letters[i]))
            if fold == 0:
                shapes[how.name] = shape(graph, values, known_pairs)
    return {
        "values": len(values.texts),
        "methods": {
            name: shapes[name] | foresight.figures(values.symbols)
            for name, foresight in found.items()
        },
    }
