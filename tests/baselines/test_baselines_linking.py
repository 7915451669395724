"""What belongs together, by nearness."""

import pytest

from shuishuo.attribute.model_input import depths
from shuishuo.baselines.linking import FAR, Linked, link

TEXT = "甲公司表示，明年扩产。“订单已满，”乙厂厂长说，“没有余力。”\n丙：“不评论。”"


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def found(sources: list[str], cues: list[str], contents: list[str]) -> list[Linked]:
    return link(
        TEXT,
        depths(TEXT).tolist(),
        sources=[place(w) for w in sources],
        cues=[place(w) for w in cues],
        contents=[place(w) for w in contents],
    )


def test_contents_go_to_their_nearest_cue_and_those_that_share_one_are_pieces():
    first, second = found(["甲公司", "乙厂厂长"], ["表示", "说"], ["明年扩产", "订单已满", "没有余力"])
    assert first == Linked(
        type="indirect", source=(place("甲公司"),), cue=(place("表示"),), content=(place("明年扩产"),)
    )
    assert second.type == "direct"
    assert (second.source, second.cue) == ((place("乙厂厂长"),), (place("说"),))
    assert second.content == (place("订单已满"), place("没有余力"))


def test_without_a_cue_the_source_is_the_one_nearest_to_the_content():
    (one,) = found(["丙"], [], ["不评论"])
    assert (one.source, one.cue) == ((place("丙"),), ())


def test_nothing_is_linked_over_a_line_end():
    assert found(["乙厂厂长"], ["说"], ["不评论"]) == [
        Linked(type="direct", source=(), cue=(), content=(place("不评论"),))
    ]


@pytest.mark.parametrize(("gap", "linked"), [(FAR, True), (FAR + 1, False)])
def test_nothing_is_linked_from_too_far(gap: int, linked: bool):
    text = "说" + "，" * gap + "好"
    (one,) = link(text, [0] * len(text), sources=[], cues=[(0, 1)], contents=[(gap + 1, gap + 2)])
    assert bool(one.cue) == linked


def test_partly_quoted_is_mixed():
    (one,) = found([], [], ["明年扩产。“订单已满"])
    assert one.type == "mixed"
