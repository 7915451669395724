"""The CRF's features and tags, and a small one trained and used."""

import pytest

from shuishuo.attribute.headline import body_start
from shuishuo.baselines import crf
from shuishuo.formats import Article
from shuishuo.repair import repair
from shuishuo.segment import segment
from shuishuo.train.data import Anchor, Example

TEXT = "甲说好。\n“乙称不”"


def example(text: str = TEXT) -> Example:
    outer = Anchor(start=7, end=8, bare=False, source=((6, 7),), cue=((7, 8),), content=((6, 9),), type=0)
    inner = Anchor(start=7, end=8, bare=False, source=(), cue=(), content=((8, 9),), type=1)
    first = Anchor(start=1, end=2, bare=False, source=((0, 1),), cue=((1, 2),), content=((2, 3),), type=1)
    return Example(id="x", text=text, anchors=(first, inner, outer))


def test_lines_leave_out_their_ends():
    assert list(crf.lines("甲\n\n乙丙\n")) == [(0, 1), (3, 5)]


def test_a_step_sees_its_line_alone():
    features = crf.character_features(TEXT)
    assert features[4] == []
    assert "c0=。" in features[3]
    assert not any(name.startswith("c1=") for name in features[3])
    assert {"c0=“", "q=1", "first=True"} <= set(features[5])
    assert "p0=乙称" in features[6]


def test_of_nested_contents_the_outer_one_is_tagged():
    assert "".join(crf.role_tags(example(), "content")) == "OOBOOOBIIO"
    assert "".join(crf.role_tags(example(), "source")) == "BOOOOOBOOO"


def test_tags_become_spans():
    assert crf.tagged_spans(list("OBIBOI")) == [(1, 3), (3, 4), (5, 6)]


def test_a_small_crf_learns_and_finds(tmp_path):
    pytest.importorskip("sklearn_crfsuite")
    examples = []
    for name in "甲乙丙丁戊己" * 3:
        anchor = Anchor(start=3, end=4, bare=False, source=((0, 3),), cue=((3, 4),), content=((5, 9),), type=1)
        examples.append(Example(id="x", text=f"{name}公司说，明天有雨。路上很静。", anchors=(anchor,)))
    system = crf.CharacterCrf(tmp_path / "crf", iterations=30)
    system.fit(examples)
    record = segment(repair(Article(id="a", raw="题目\n庚公司说，明天有雨。路上很静。", title="题目")))
    assert body_start(record) == 2
    (found,) = system(record).attributions
    assert [span.text for span in (*found.source, *found.cue, *found.content)] == ["庚公司", "说", "明天有雨"]
    again = crf.CharacterCrf(tmp_path / "other", iterations=30)
    again.fit(examples)
    assert again.spans(record.clean) == system.spans(record.clean)
