"""Undoing damage: the seed article, the forward model, and the cases of cases.json."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from shuishuo.repair.damage import Fix, apply, undo
from shuishuo.repair.damage.forward import TWINS, fold, forward

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text("utf-8"))
REPOSITORY = HERE.parents[2]
SEED = (REPOSITORY / "corpus/raw/000_3973d97bea6e4fed.txt").read_bytes().decode("utf-8")
RESTORED = (REPOSITORY / "tests/data/seed.restored.txt").read_bytes().decode("utf-8")
SEED_KEYS = dict(
    zip(
        "衛務貿數據關導執發預經復應網調續業標權規",
        [
            "wèi",
            "wù",
            "mào",
            "shù",
            "jù",
            "guān",
            "dǎo",
            "zhí",
            "fā",
            "yù",
            "jīng",
            "fù",
            "yīng",
            "wǎng",
            "diào",
            "xù",
            "yè",
            "biāo",
            "quán",
            "guī",
        ],
        strict=True,
    )
)


def parameters() -> list[object]:
    return [
        pytest.param(
            case["text"],
            case["after"],
            id=case["name"],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in CASES
    ]


@cache
def fixes_of(text: str) -> tuple[Fix, ...]:
    return tuple(undo(text))


@pytest.mark.parametrize(("text", "after"), parameters())
def test_case(text: str, after: str) -> None:
    fixes = fixes_of(text)
    assert fold(apply(text, fixes)) == fold(after)
    if text == after:
        assert fixes == ()


@pytest.mark.parametrize("text", [case["text"] for case in CASES if case["text"] != case["after"]])
def test_fixes_are_sorted_apart_and_final(text: str) -> None:
    fixes = fixes_of(text)
    assert all(before.end <= after.start for before, after in pairwise(fixes))
    assert all(fix.after != text[fix.start : fix.end] for fix in fixes)
    assert undo(apply(text, fixes)) == []


def test_cases_are_enough() -> None:
    assert len(CASES) >= 60
    assert 3 * sum(case["text"] == case["after"] for case in CASES) >= len(CASES)


def test_seed_is_restored() -> None:
    assert apply(SEED, undo(SEED)) == RESTORED


def test_seed_is_what_the_forward_model_gives() -> None:
    wide = str.maketrans({twin: mark for mark, twin in TWINS.items()})
    assert forward(RESTORED.translate(wide), SEED_KEYS) == SEED


def test_worked_example() -> None:
    # 家帶 is BC D2|8E A7 and 規 is D2 8E, so its reading lands inside both: BC D2 8E ( g u ī ) A7 81 ED …
    # A decoder takes BCD2 (家), 8E28 (?), g, u, A8A9 (ī), ), A781 (nothing), EDD6 (碇), D8B4 (卮), F393 (髶), p.
    assert "家帶來重大損".encode("gbk").hex(" ", 2) == "bcd2 8ea7 81ed d6d8 b4f3 9370"
    damaged = forward("數據顯示商家帶來重大損失", {"數": "shù", "據": "jù", "規": "guī"})
    assert damaged == "數(shù)據(jù)顯示商家?guī)碇卮髶p失"
    assert undo(damaged) == [
        Fix("pinyin-splice", 1, 6, ""),
        Fix("pinyin-splice", 7, 11, ""),
        Fix("pinyin-splice", 15, 20, ""),
        Fix("byte-shift", 20, 21, "帶來"),
        Fix("byte-shift", 21, 22, "重"),
        Fix("byte-shift", 22, 23, "大"),
        Fix("byte-shift", 23, 24, "損"),
    ]


def test_replacement_character_for_question_mark() -> None:
    damaged = forward("數據顯示商家帶來重大損失", {"數": "shù", "據": "jù", "規": "guī"})
    assert apply(damaged, undo(damaged)) == apply(damaged, undo(damaged.replace("?", "\ufffd")))


def test_a_shifted_spot_that_ends_in_a_reading_is_one_fix() -> None:
    """The last character of the spot happens to have the reading behind it: both finders claimed the brackets."""
    text = (REPOSITORY / "tests/data/spot_ends_in_reading.txt").read_bytes().decode("utf-8")
    fixes = undo(text)
    assert all(one.end <= other.start for one, other in pairwise(fixes))
    assert undo(apply(text, fixes)) == []
