"""Where a content names its targets: names, other wordings, pieces of names, pronouns."""

import numpy as np

from shuishuo.document import Attribution, Document, Entity, Span
from shuishuo.record import Stance
from shuishuo.train.data import example, target_tags
from shuishuo.train.targets import UNLABELLED, overall_label

TEXT = "云杉快运（集团）有限公司的员工许立说，云杉快运没有错，他们欠我们一句道歉。许立又说，松果驿站不肯谈。"


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def labelled(*stances: Stance, content: str = "云杉快运没有错，他们欠我们一句道歉") -> list[tuple[str, int]]:
    entities = (
        Entity(id="e1", kind="person", name="许立"),
        Entity(id="e2", kind="organization", name="云杉快运（集团）有限公司"),
        Entity(id="e3", kind="organization", name="松果驿站"),
        Entity(id="e4", kind="anonymous", name="两名快递员"),
    )
    attribution = Attribution(
        id="a1",
        type="indirect",
        speaker="e1",
        source=(span("许立"),),
        cue=(span("说"),),
        content=(span(content),),
        stances=stances,
    )
    (anchor,) = example(Document(id="d", entities=entities, attributions=(attribution,)), TEXT).anchors
    return [(TEXT[start:end], label) for start, end, label in anchor.targets]


def test_a_shortened_name_is_the_longest_piece_that_stands_there():
    assert labelled(Stance(target="e2", label="favor")) == [("云杉快运", 0)]


def test_a_name_is_found_word_for_word():
    assert labelled(Stance(target="e3", label="against"), content="松果驿站不肯谈") == [("松果驿站", 1)]


def test_the_one_target_without_a_name_is_the_pronoun_of_its_kind():
    stances = Stance(target="e2", label="favor"), Stance(target="e4", label="against")
    assert labelled(*stances) == [("云杉快运", 0), ("他们", 1)]


def test_two_targets_without_a_name_leave_the_pronoun_unlabelled():
    text = "云杉快运没有错，他们欠我们一句道歉"
    assert labelled(Stance(target="e3", label="against"), Stance(target="e3", label="neutral"), content=text) == []


def test_the_side_of_the_whole():
    assert overall_label(["neutral", "against", "favor", "against"]) == 1
    assert overall_label(["neutral"]) == 2
    assert overall_label([]) == UNLABELLED


def test_tags_of_a_stretch_that_cuts_a_mention():
    document = Document(
        id="d",
        entities=(Entity(id="e3", kind="organization", name="松果驿站"),),
        attributions=(
            Attribution(
                id="a1",
                type="indirect",
                speaker=None,
                source=(),
                cue=(span("又说"),),
                content=(span("松果驿站不肯谈"),),
                stances=(Stance(target="e3", label="against"),),
            ),
        ),
    )
    (anchor,) = example(document, TEXT).anchors
    start = TEXT.index("松果")
    tags, sides = target_tags(anchor, start - 2, start + 3)
    assert tags.tolist() == [UNLABELLED, UNLABELLED, 1, 2, 2]
    tags, sides = target_tags(anchor, start + 1, start + 6)
    assert tags.tolist() == [2, 2, 2, 0, 0]
    assert sides.tolist() == [1, 1, 1, UNLABELLED, UNLABELLED]
    assert sides.dtype == np.int64
