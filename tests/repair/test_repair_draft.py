"""A draft keeps text, alignment and the list of repairs in step, whatever fixes come upon one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuishuo.alignment import Alignment
from shuishuo.repair.draft import Draft, Fix

LETTERS = "数据接口abc（）\n"


def replayed(draft: Draft) -> str:
    out, at = [], 0
    for repair in draft.repairs:
        assert draft.raw[repair.start : repair.end] == repair.before
        out += [draft.raw[at : repair.start], repair.after]
        at = repair.end
    return "".join([*out, draft.raw[at:]])


def fixes(data: st.DataObject, text: str) -> list[Fix]:
    found, at = [], 0
    while at <= len(text) and data.draw(st.booleans()):
        start = min(at + data.draw(st.integers(0, 3)), len(text))
        end = min(start + data.draw(st.integers(0, 4)), len(text))
        found.append(Fix(data.draw(st.sampled_from("xyz")), start, end, data.draw(st.text(LETTERS, max_size=3))))
        at = end + 1
    return found


def applied(text: str, found: list[Fix]) -> str:
    for fix in reversed(found):
        text = text[: fix.start] + fix.after + text[fix.end :]
    return text


def test_a_fix_inside_an_earlier_one_joins_it() -> None:
    draft = Draft.of("甲&ldquo;乙").apply([Fix("entity", 1, 8, '"')]).apply([Fix("quotation", 1, 2, "“")])
    (repair,) = draft.repairs
    assert (repair.kind, repair.before, repair.after) == ("entity", "&ldquo;", "“")


def test_a_fix_around_an_earlier_one_takes_it_over() -> None:
    draft = Draft.of("甲,乙\n责编:丙").apply([Fix("punctuation", 1, 2, "，"), Fix("punctuation", 6, 7, "：")])
    draft = draft.apply([Fix("boilerplate", 3, 8, "")])
    assert [(r.kind, r.start, r.end) for r in draft.repairs] == [("punctuation", 1, 2), ("boilerplate", 3, 8)]
    assert draft.text == "甲，乙"


def test_a_fix_that_undoes_an_earlier_one_leaves_no_repair() -> None:
    draft = Draft.of("甲乙").apply([Fix("x", 0, 1, "丙")]).apply([Fix("y", 0, 1, "甲")])
    assert draft.repairs == ()
    assert draft.alignment == Alignment.identity(2)


def test_overlapping_fixes_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Draft.of("甲乙丙").apply([Fix("x", 0, 2, ""), Fix("x", 1, 3, "")])


def test_settling_runs_the_plan_until_it_finds_nothing() -> None:
    def shorten(text: str) -> list[Fix]:
        return [Fix("x", 0, 1, "")] if len(text) > 2 else []

    assert Draft.of("甲乙丙丁").settle([shorten]).text == "丙丁"


@given(st.data(), st.text(LETTERS, max_size=12))
def test_repairs_replay_and_alignment_covers(data: st.DataObject, raw: str) -> None:
    draft = Draft.of(raw)
    for _ in range(3):
        found = fixes(data, draft.text)
        wanted = applied(draft.text, found)
        draft = draft.apply(found)
        assert draft.text == wanted
        assert replayed(draft) == wanted
        alignment = draft.alignment
        assert (alignment.clean_length, alignment.raw_length) == (len(wanted), len(raw))
        assert Alignment.from_list(alignment.to_list()) == alignment


@given(st.data(), st.text(LETTERS, max_size=12))
def test_alignment_agrees_with_composition(data: st.DataObject, raw: str) -> None:
    """Where the fixes of two steps do not meet, a draft is the composition of the steps' alignments."""
    first = Draft.of(raw).apply(fixes(data, raw))
    found = [fix for fix in fixes(data, first.text) if not any(_meet(fix, p.start, p.end) for p in first.patches)]
    second = Draft.of(first.text).apply(found)
    composed = first.alignment.then(second.alignment)
    both = first.apply(found).alignment
    for at in range(len(second.text)):
        low, high = both.to_raw(at, at + 1)
        if low < high:
            assert composed.to_raw(at, at + 1) == (low, high)


def _meet(fix: Fix, start: int, end: int) -> bool:
    return fix.start <= end and start <= fix.end
