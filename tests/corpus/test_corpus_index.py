"""The index: complete articles only, split by story, the same way every time."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_sample import ROWS, change

from shuishuo.corpus import build_index, read_index, write_index
from shuishuo.corpus.files import part, read_corpus
from shuishuo.corpus.split import assign
from shuishuo.errors import ShuishuoError


def test_an_index_is_read_as_it_was_built(corpus: Path, tmp_path: Path) -> None:
    built = build_index(reversed(ROWS), corpus)
    write_index(built, tmp_path / "again.jsonl")
    assert [row.id for row in built] == ["bridge", "kiln"]
    assert read_index(tmp_path / "again.jsonl") == built == read_index(corpus / "index.jsonl")


def test_unfinished_articles_are_left_out(corpus: Path) -> None:
    change(corpus / "gold/annotations/kiln.txt", "<q a1>窑顶", "<q a1>窑底")
    rows = [*ROWS, {**ROWS[0], "id": "planned"}]
    assert [row.id for row in build_index(rows, corpus)] == ["bridge"]


def test_the_articles_of_one_split(corpus: Path) -> None:
    rows, ours = read_corpus(corpus)
    held_out = [replace(row, split="test") if row.id == "kiln" else row for row in rows]
    found = part(held_out, ours, "test")
    assert [document.id for document in found.documents] == list(found.texts) == ["kiln"]


@pytest.mark.parametrize("rows", [[{**ROWS[0], "title": ""}], [{"id": "kiln"}], [ROWS[0], ROWS[0]]])
def test_a_row_that_says_too_little_is_refused(corpus: Path, rows: list[dict[str, str]]) -> None:
    with pytest.raises(ShuishuoError) as caught:
        build_index(rows, corpus)
    assert caught.value.code == "E306"


ARTICLES = {f"n{at:03d}": (f"s{at // 2 if at < 20 else at}", f"k{at % 16}") for at in range(320)}


def test_forty_and_thirty_of_320_are_held_out_in_every_kind() -> None:
    splits = assign(ARTICLES)
    assert Counter(splits.values()) == {"train": 250, "dev": 30, "test": 40}
    for split, least, most in (("test", 2, 3), ("dev", 1, 3)):
        by_kind = Counter(kind for id_, (_, kind) in ARTICLES.items() if splits[id_] == split)
        assert len(by_kind) == 16
        assert least <= min(by_kind.values()) <= max(by_kind.values()) <= most


def test_a_story_is_never_divided() -> None:
    splits = assign(ARTICLES)
    assert all(splits[f"n{at:03d}"] == splits[f"n{at + 1:03d}"] for at in range(0, 20, 2))


def test_the_order_of_articles_does_not_matter() -> None:
    assert assign(dict(reversed(ARTICLES.items()))) == assign(ARTICLES)


def test_published_stories_keep_their_split_when_articles_come_in() -> None:
    first = {id_: ARTICLES[id_] for id_ in list(ARTICLES)[:160]}
    before = assign(first)
    after = assign(ARTICLES, fixed={ARTICLES[id_][0]: split for id_, split in before.items()})
    assert {id_: after[id_] for id_ in first} == before
    assert Counter(after.values()) == {"train": 250, "dev": 30, "test": 40}
