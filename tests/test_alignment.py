"""Alignment: offsets of clean text and raw text map to each other, and composition loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuishuo.alignment import Alignment, Edit

LETTERS = "数据接口关闭abc（）"


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[str, Alignment]:
    """A text made from `text` by random edits, and its alignment."""
    edits, at, out = [], 0, []
    while at < len(text):
        keep = draw(st.integers(0, 3))
        out.append(text[at : at + keep])
        at = min(at + keep, len(text))
        end = min(at + draw(st.integers(0, 3)), len(text))
        after = draw(st.text(LETTERS, max_size=3))
        edits.append(Edit(at, end, after))
        out.append(after)
        at = max(end, at + 1) if end == at else end
        if end < at <= len(text):
            out.append(text[end:at])
    return "".join(out), Alignment.from_edits(len(text), edits)


def covers(alignment: Alignment, clean: str, raw: str) -> None:
    assert alignment.clean_length == len(clean)
    assert alignment.raw_length == len(raw)
    assert Alignment.from_list(alignment.to_list()) == alignment


def test_worked_example() -> None:
    raw = "数(shù)据(jù)"
    alignment = Alignment.from_edits(len(raw), [Edit(1, 6, ""), Edit(7, 11, "")])
    assert alignment.to_list() == [[0, 1, 0, 1], [1, 1, 1, 6], [1, 2, 6, 7], [2, 2, 7, 11]]
    assert alignment.to_raw(0, 2) == (0, 7)
    assert alignment.to_raw(0, 1) == (0, 1)
    assert alignment.to_clean(2, 4) == (1, 1)
    assert alignment.to_clean(0, 7) == (0, 2)


def test_restored_characters_share_the_block() -> None:
    alignment = Alignment.from_edits(6, [Edit(1, 4, "。“对此")])
    assert alignment.to_raw(2, 3) == (1, 4)
    assert alignment.to_clean(1, 4) == (1, 5)


def test_edit_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Alignment.from_edits(5, [Edit(3, 4, ""), Edit(2, 3, "")])


def test_spans_outside_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Alignment.identity(3).to_raw(0, 4)
    with pytest.raises(ValueError, match="outside"):
        Alignment.identity(3).to_clean(2, 4)


@given(st.data(), st.text(LETTERS, max_size=12))
def test_composition_agrees_with_two_steps(data: st.DataObject, raw: str) -> None:
    middle, first = data.draw(edited(raw))
    clean, second = data.draw(edited(middle))
    both = first.then(second)
    covers(first, middle, raw)
    covers(both, clean, raw)
    for start in range(len(clean)):
        for end in range(start + 1, len(clean) + 1):
            low, high = both.to_raw(start, end)
            middle_span = second.to_raw(start, end)
            if middle_span[0] < middle_span[1]:
                step = first.to_raw(*middle_span)
                # One block may be wider than two steps, or lie beside them where nothing was kept; never elsewhere.
                assert low <= step[1]
                assert step[0] <= high


@given(st.data(), st.text(LETTERS, max_size=12))
def test_round_trip(data: st.DataObject, raw: str) -> None:
    clean, alignment = data.draw(edited(raw))
    for start in range(len(clean)):
        for end in range(start + 1, len(clean) + 1):
            low, high = alignment.to_raw(start, end)
            back = alignment.to_clean(low, high)
            # What was restored from nothing has no place in the raw text, so only its neighbours come back.
            kept = [i for i in range(start, end) if alignment.to_raw(i, i + 1)[0] < alignment.to_raw(i, i + 1)[1]]
            assert all(back[0] <= i < back[1] for i in kept)
