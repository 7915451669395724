"""Reliability of confidences, and the classes of errors."""

from dataclasses import replace

import pytest
from evaluate_sample import change, drop, span

from shuishuo.document import Document
from shuishuo.evaluate import evaluate
from shuishuo.evaluate.reliability import Bin, Outcome, bins, calibration_error
from shuishuo.evaluate.worst import by_class


def outcomes(*given: tuple[float, bool]) -> list[Outcome]:
    return [Outcome(confidence=confidence, right=right) for confidence, right in given]


def test_bins_hold_means_and_the_last_one_holds_certainty() -> None:
    first, last = bins(outcomes((0.31, True), (0.39, False), (1.0, True), (0.95, True)))
    assert first == Bin(low=0.3, high=0.4, count=2, confidence=pytest.approx(0.35), right=0.5)
    assert (last.count, last.right) == (2, 1.0)


def test_the_calibration_error_weighs_bins_by_their_outcomes() -> None:
    found = outcomes((0.8, True), (0.8, True), (0.8, True), (0.2, True))
    assert calibration_error(found) == pytest.approx((3 * 0.2 + 0.8) / 4)
    assert calibration_error(outcomes(*[(0.75, at < 3) for at in range(4)])) == 0
    assert calibration_error([]) == 0


def test_a_report_has_the_confidences_of_predictions(gold: Document, text: str) -> None:
    sure = replace(gold, attributions=tuple(replace(a, confidence=0.9) for a in gold.attributions))
    report = evaluate([drop(gold, "a5")], [sure], {"yunzhou": text}, draws=1)
    assert report.calibration_error == pytest.approx(0.1)
    assert report.to_dict()["calibration"]["bins"] == {"0.9": {"count": 5, "confidence": 0.9, "right": 0.8}}
    assert "calibration error         10.0" in report.to_table()
    silent = evaluate([gold], [gold], {"yunzhou": text}, draws=1)
    assert "calibration" not in silent.to_dict()
    assert "calibration" not in silent.to_table()


def classes(gold: Document, predicted: Document, text: str) -> list[tuple[str, ...]]:
    return [case.classes for case in evaluate([gold], [predicted], {"yunzhou": text}, draws=1).cases]


@pytest.mark.parametrize(
    ("id_", "part", "words", "expected"),
    [
        ("a1", "content", "星河公司的说法不实", "ends early"),
        ("a1", "content", "说法不实，我们将起诉", "starts late"),
        ("a2", "content", "员工说，云舟科技拖欠货款，星河公司已经尽力", "starts early"),
        ("a2", "content", "云舟科技拖欠货款，星河公司已经尽力。\n“双方可以", "ends late, other sentence"),
        ("a4", "source", "还", "other source"),
        ("a2", "source", "一名员工", "source boundary"),
        ("a5", "cue", "一位", "extra cue"),
    ],
)
def test_classes_of_pairs(gold: Document, text: str, id_: str, part: str, words: str, expected: str) -> None:
    assert classes(gold, change(gold, id_, **{part: (span(words),)}), text) == [(expected,)]


def test_what_one_side_lacks(gold: Document, text: str) -> None:
    assert classes(gold, change(gold, "a2", source=(), type="mixed"), text) == [("no source", "type")]
    assert classes(gold, drop(gold, "a5"), text) == [("missed without cue",)]
    assert classes(drop(gold, "a4"), gold, text) == [("spurious",)]
    nested = replace(gold.attributions[1], id="in", content=(span("拖欠货款"),))
    more = replace(gold, attributions=(*gold.attributions, nested))
    assert classes(more, gold, text) == [("missed in a content",)]


def test_the_costliest_come_first_and_classes_add_up(gold: Document, text: str) -> None:
    predicted = change(drop(gold, "a5"), "a1", content=(span("星河公司的说法不实"),))
    found = evaluate([gold], [predicted], {"yunzhou": text}, draws=1).cases
    assert [(case.lost, case.gold) for case in found] == [
        (5, "星河公司的说法不实，我们将起诉"),
        (4, "早该如此"),
    ]
    assert by_class(found) == {"ends early": (1, 5), "missed without cue": (1, 4)}
    assert by_class([]) == {}
