"""Which articles are trained on and which are held out."""

import json
from pathlib import Path

import pytest
from train_sample import write_corpus, write_stand_off

from shuishuo.train.sets import CORPUS, HELD_OUT, MORE, SETS, read_set, read_sets, write_sets


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return write_corpus(tmp_path / "corpus", 24), write_stand_off(tmp_path / "more", 10)


def ids(examples: list) -> list[str]:
    return [example.id for example in examples]


def splits(root: Path) -> dict[str, list[str]]:
    rows = [json.loads(line) for line in (root / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return {name: [row["id"] for row in rows if row["split"] == name] for name in ("train", "dev", "test")}


def test_our_corpus_is_split_by_its_index_and_the_test_articles_stay_out(places):
    sets = read_sets(places[0], [], held_out=3, seed=7)
    by_split = splits(places[0])
    assert by_split["test"]
    assert ids(sets[CORPUS]) == by_split["train"]
    assert ids(sets[HELD_OUT]) == by_split["dev"]
    assert sets[MORE] == []


def test_of_other_folders_so_many_are_held_out(places):
    sets = read_sets(places[0], [places[1]], held_out=3, seed=7)
    held = [id_ for id_ in ids(sets[HELD_OUT]) if id_.startswith("m")]
    assert len(held) == 3
    assert sorted(held + ids(sets[MORE])) == [f"m{at:02}" for at in range(10)]
    again = read_sets(places[0], [places[1]], held_out=3, seed=8)
    assert ids(again[HELD_OUT]) != ids(sets[HELD_OUT])


def test_shares_are_nested_and_leave_the_held_out_articles_alone(places):
    whole, half, quarter = (
        read_sets(places[0], [places[1]], held_out=2, seed=7, share=share) for share in (1.0, 0.5, 0.25)
    )
    assert whole[HELD_OUT] == half[HELD_OUT] == quarter[HELD_OUT]
    for name in (CORPUS, MORE):
        assert len(half[name]) == round(len(whole[name]) / 2)
        assert set(ids(quarter[name])) < set(ids(half[name])) < set(ids(whole[name]))
        assert ids(half[name]) == sorted(ids(half[name]))


def test_sets_come_back_from_their_files(places, tmp_path):
    sets = read_sets(places[0], [places[1]], held_out=2, seed=7)
    write_sets(sets, tmp_path / "work" / "sets")
    assert {name: read_set(tmp_path / "work" / "sets", name) for name in SETS} == sets
    with pytest.raises(KeyError, match="no set real"):
        read_set(tmp_path / "work" / "sets", "real")
