"""phony stats: figures of a model, of a sample, of lists."""

import collections

from conftest import NAMES


def test_for_people(phony, trained, model):
    out = phony.ok("stats", model, "--heldout", trained / "held.txt").out
    for said in ("N-grams", "entropy", "Sample of 100,000 values", "####", "bits a character"):
        assert said in out
    assert "unknown, give --training FILE" in out
    assert "in the training list" in phony.ok("stats", model, "--training", trained / "names.txt",
                                              "--sample", "1000").out


def test_for_programs(phony, trained, model):
    stats = phony.ok("stats", model, "--json", "--top", "3").json
    assert stats["model"] == str(model) and stats["order"] == 3
    assert [len(top) for top in stats["top_ngrams"]] == [3, 3, 3]
    assert stats["process"]["entropy_per_character"] > 0
    assert stats["process"]["sampler_bytes"] > 0
    sample = stats["sample"]
    assert sample["values"] == 100000 == sum(entry["values"] for entry in sample["lengths"])
    assert sample["copy_rate"] is None and sample["originals"] is None
    assert stats["heldout"] is None
    assert phony.ok("stats", model, "--json", "--top", "3").json == stats


def test_the_sample_is_what_generate_gives(phony, trained, model):
    values = phony.ok("generate", model, "--count", "5000", "--seed", "x").lines
    sample = phony.ok("stats", model, "--json", "--sample", "5000", "--seed", "x", "--training",
                      trained / "names.txt").json["sample"]
    assert sample["distinct"] == len(set(values))
    lengths = collections.Counter(map(len, values))
    assert {e["characters"]: e["values"] for e in sample["lengths"]} == lengths
    known = set(NAMES)
    assert sample["originals"] == "training"
    assert abs(sample["copy_rate"] - sum(v in known for v in values) / 5000) < 1e-6
    novel = sum(v not in known for v in set(values)) / len(set(values))
    assert abs(sample["novelty"] - novel) < 1e-6


def test_a_model_that_keeps_hashes_knows_its_copies(phony, trained):
    sample = phony.ok("stats", trained / "novel.phony", "--json", "--sample=2000").json["sample"]
    assert sample["originals"] == "model"
    assert sample["copy_rate"] == 0 and sample["novelty"] == 1


def test_lists_that_were_changed_by_training(phony, trained):
    phony.ok("train", trained / "names.txt", "-o", "low.phony", "--case", "lower", "--n", "8")
    words = ["stats", "low.phony", "--json", "--sample=2000", "--training", trained / "names.txt"]
    assert phony.ok(*words).json["sample"]["copy_rate"] == 0
    assert phony.ok(*words, "--case", "lower").json["sample"]["copy_rate"] > 0.2


def test_heldout(phony, trained, model):
    words = ["stats", model, "--json", "--sample=0", "--top=0"]
    stats = phony.ok(*words, "--heldout", trained / "held.txt").json
    assert stats["heldout"]["values"] == len(NAMES[::7])
    assert 0 < stats["heldout"]["possible_share"] <= 1
    assert 0.5 < stats["heldout"]["bits_per_character"] < 8
    assert stats["sample"]["values"] == 0 and stats["sample"]["distinct_share"] is None
    phony.write("alien.txt", "ΩΩΩ\n")
    stats = phony.ok(*words, "--heldout", "alien.txt").json
    assert stats["heldout"] == {
        "values": 1, "possible": 0, "possible_share": 0, "bits_per_character": None,
    }
    phony.write("held.csv", "n,w\nMarina,3\nΩ,1\nKarina,0\n")
    stats = phony.ok(*words, "--heldout", "held.csv", "--weight-column", "w").json
    assert stats["heldout"]["values"] == 4 and stats["heldout"]["possible"] == 3


def test_lists_that_cannot_be_read(phony, model):
    phony.write("empty.txt", "\n\n")
    assert "none.txt" in phony.fails("stats", model, "--heldout", "none.txt")
    assert "none.txt" in phony.fails("stats", model, "--training", "none.txt")
    assert "empty.txt" in phony.fails("stats", model, "--heldout", "empty.txt")
    assert "empty.txt" in phony.fails("stats", model, "--training", "empty.txt")
