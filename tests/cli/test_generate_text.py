"""phony generate --words, --sentences, --paragraphs, --acrostic: running text."""

import pytest

from conftest import Program

STORY = """The old house stood on the hill. Nobody lived there. The wind blew through the windows.
A cat slept on the stairs. It was a quiet place. The children came after school. They played in the
garden. The cat watched them from the window. Nobody knew where it came from. A light burned there
at night. The wind blew the leaves over the stairs. It was the house of nobody. They came back on
the next day. The old cat slept after school."""


@pytest.fixture(scope="session")
def story(program, tmp_path_factory):
    run = Program(tmp_path_factory.mktemp("story"))
    run.write("story.txt", STORY.replace("\n", " ") + "\n")
    run.ok("train", "story.txt", "-o", "story.phony", "--mode", "word", "-n", "2", "--sentences", "-q")
    return run.folder / "story.phony"


def values(phony, *words):
    return phony.ok("generate", *words, "--seed", "s", "--format", "json").json


def test_sentences_have_as_many_words_as_asked(phony, story):
    for low, high in ((4, 4), (3, 6)):
        got = values(phony, story, "--words", f"{low}-{high}", "--count", "200")
        assert {len(value.split(" ")) for value in got} <= set(range(low, high + 1))
    got = values(phony, story, "--words", "5", "--count", "50")
    assert {len(value.split(" ")) for value in got} == {5}


def test_paragraphs_have_as_many_sentences_as_asked(phony, story):
    words = [story, "--words", "4", "--count", "200", "--sentences"]
    got = values(phony, *words, "2-4")
    assert {len(value.split(" ")) for value in got} == {8, 12, 16}
    got = values(phony, *words, "3", "--paragraphs", "2")
    for value in got:
        assert [len(part.split(" ")) for part in value.split("\n\n")] == [12, 12]


def test_a_sentence_does_not_depend_on_how_many_follow(phony, story):
    words = [story, "--count", "50", "--sentences"]
    pairs = zip(values(phony, *words, "2"), values(phony, *words, "3"))
    assert all(longer.startswith(shorter + " ") for shorter, longer in pairs)


def test_sentences_end_as_those_learned_do(phony, story):
    for words in (["--sentences", "1"], ["--words", "3-6"], ["--acrostic", "TAIN"], ["--paragraphs", "2"]):
        for value in values(phony, story, *words, "--count", "200"):
            assert all(line.endswith(".") for line in value.splitlines() if line), value


def test_an_acrostic_is_spelled_by_its_sentences(phony, story):
    for value in values(phony, story, "--acrostic", "TAIN", "--count", "20"):
        assert "".join(line[0] for line in value.split("\n")) == "TAIN"


def test_threads_do_not_change_a_byte(phony, story):
    words = [story, "--sentences", "2-5", "--paragraphs", "2", "--count", "3000"]
    want = values(phony, *words)
    assert values(phony, *words, "--threads", "3") == want
    assert values(phony, *words[:-1], "5", "--first", "1000") == want[1000:1005]


def test_what_cannot_be_spelled_is_told(phony, story):
    line = phony.fails("generate", story, "--acrostic", "TX", "-q")
    assert line.startswith(f"phony: {story}: ") and "'X'" in line


@pytest.mark.parametrize(
    "words, said",
    [
        (["m", "--words", "5-3"], "--words: '5-3' is not a whole number from 1"),
        (["m", "--words", "0"], "--words: '0' is not a whole number from 1"),
        (["m", "--words", "3-"], "--words: '3-' is not"),
        (["m", "--words", "-3"], "--words: '-3' is not"),
        (["m", "--sentences", "1-1001"], "--sentences: '1-1001' is not a whole number from 1 to 1000"),
        (["m", "--paragraphs", "0"], "--paragraphs: '0' is not"),
        (["m", "--acrostic", ""], "--acrostic: the name is empty"),
        (["lorem.word", "--sentences", "3"], "--sentences goes with a MODEL, not with the built-in"),
        (["--template", "x", "--paragraphs", "3"], "--paragraphs goes with a MODEL"),
        (["m", "--words", "3", "--unique"], "--unique goes with single values, not with --words"),
    ],
)
def test_wrong_use_is_named(phony, words, said):
    line = phony.fails("generate", *words, code=2)
    assert line.startswith("phony generate: ") and said in line


def test_an_acrostic_says_how_many_sentences_there_are(phony, story):
    result = phony("generate", story, "--acrostic", "TA", "--sentences", "3")
    assert result.code == 2 and "acrostic" in result.err
