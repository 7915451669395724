"""Gold annotations as training examples."""

import random

import pytest

from shuishuo.document import Attribution, Document, Span
from shuishuo.errors import ShuishuoError
from shuishuo.train import data

TEXT = "他說：「很好」，又稱「不錯」。\n“走吧。”"


def attribution(id_, type_, *, source=(), cue=(), content=()):
    def spans(ranges):
        return tuple(Span(start=a, end=b, text=TEXT[a:b]) for a, b in ranges)

    return Attribution(id=id_, type=type_, speaker=None, source=spans(source), cue=spans(cue), content=spans(content))


@pytest.fixture
def example():
    said = attribution("a1", "direct", source=[(0, 1)], cue=[(1, 2)], content=[(3, 7)])
    called = attribution("a2", "direct", source=[(0, 1)], cue=[(9, 10)], content=[(10, 14)])
    bare = attribution("a3", "direct", content=[(17, 19)])
    marks = attribution("a4", "direct", cue=[(1, 2)], content=[(2, 4)])
    return data.example(Document(id="x", attributions=(bare, said, called, marks)), TEXT)


def test_clean_keeps_every_offset():
    text = '他說:"去",\r\n「來」1,200元(甲)(A, B)'
    out = data.clean(text)
    assert len(out) == len(text)
    assert out == "他说：“去”, \n“来”1,200元（甲）(A, B)"


def test_spans_are_trimmed_and_anchored(example):
    first, second, bare = example.anchors
    assert example.text[slice(*first.content[0])] == "很好"
    assert (first.start, first.end, first.bare) == (1, 2, False)
    assert second.source == ((0, 1),)
    assert (bare.start, bare.bare) == (17, True)


def test_tags_round_trip(example):
    tags = data.anchor_tags(example).tolist()
    assert [i for i, t in enumerate(tags) if t == data.CUE_BEGIN] == [1, 9]
    assert tags[17] == data.BARE
    roles = data.role_tags(example.anchors[0], 0, 8).tolist()
    assert roles == [data.SOURCE + 3, data.CUE + 3, 0, 0, data.CONTENT, data.CONTENT + 2, 0, 0]


def test_pieces_that_run_out_of_the_range_stay_open(example):
    roles = data.role_tags(example.anchors[0], 1, 5).tolist()
    assert roles == [data.CUE + 3, 0, 0, data.CONTENT]


def test_prepared_examples_come_back(example, tmp_path):
    data.write_prepared([example], tmp_path / "examples.jsonl")
    assert data.read_prepared(tmp_path / "examples.jsonl") == [example]


def test_a_span_that_lies_is_refused():
    wrong = Attribution(
        id="a1", type="direct", speaker=None, source=(), cue=(), content=(Span(start=4, end=6, text="不好"),)
    )
    with pytest.raises(ShuishuoError, match="E301"):
        data.example(Document(id="x", attributions=(wrong,)), TEXT)


def test_pieces_parted_by_marks_alone_are_one():
    assert data.join("好，“的”。吧", [(0, 1), (3, 4)]) == ((0, 4),)
    assert data.join("好吗的", [(0, 1), (2, 3)]) == ((0, 1), (2, 3))


def test_decoys_are_cues_elsewhere(example):
    assert data.decoys(example, frozenset({"说", "又", "又称"})) == [8]


@pytest.mark.parametrize("length", [0, 5, 40, 41, 120, 999])
def test_windows_cover(length):
    windows = data.random_windows(length, 40, random.Random(length))  # noqa: S311
    assert {i for a, b in windows for i in range(a, b)} == set(range(length))
    assert all(b - a <= 40 for a, b in windows)
