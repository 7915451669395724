"""The protocol, on an invented article worked out by hand and, where it is at hand, beside the reference program."""

import collections
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from evaluate_sample import change, drop, perturb, span

from shuishuo.document import Document
from shuishuo.errors import ShuishuoError
from shuishuo.evaluate import Report, evaluate
from shuishuo.gold import read_gold
from shuishuo.record import Stance

SHARED = Path(__file__).parents[3] / "shared" / "gold"


def values(gold: Document, predicted: Document, text: str) -> dict[str, float]:
    report = evaluate([gold], [predicted], {gold.id: text}, draws=1)
    return {name: figure.value for name, figure in report.figures.items()}


def test_gold_against_itself_is_perfect(gold: Document, text: str) -> None:
    found = values(gold, gold, text)
    assert found.pop("stance neutral F1") == 0.0  # gold has none, and so the mean of the three is two thirds
    assert found.pop("stance macro-F1") == pytest.approx(2 / 3)
    assert set(found.values()) == {1.0}


def test_nothing_predicted_is_nothing_right(gold: Document, text: str) -> None:
    assert set(values(gold, Document(id="yunzhou"), text).values()) == {0.0}


def test_counts_worked_by_hand(gold: Document, text: str) -> None:
    predicted = drop(gold, "a5")  # 4 of 5 found
    predicted = change(predicted, "a1", content=(span("不实，我们将起诉"),))  # 7 of its 14 characters: Jaccard 0.5
    predicted = change(predicted, "a2", speaker="e2")  # a wrong speaker
    predicted = change(predicted, "a3", cue=())
    predicted = change(predicted, "a4", stances=(Stance(target="e2", label="against"),), type="mixed")
    found = values(gold, predicted, text)
    assert found["detection F1"] == pytest.approx(2 * 4 / (4 + 5))
    assert found["detection recall"] == pytest.approx(4 / 5)
    assert found["detection precision"] == 1.0
    assert found["content exact F1"] == pytest.approx(2 * 3 / 9)
    assert found["cue exact F1"] == pytest.approx(2 * 3 / (3 + 4))  # a5 has no cue in gold
    assert found["source exact F1"] == pytest.approx(2 * 4 / (4 + 5))
    assert found["type accuracy"] == pytest.approx(3 / 4)
    assert found["speaker accuracy"] == pytest.approx(3 / 4)
    assert found["speaker kind accuracy"] == 1.0
    assert found["quote+speaker F1"] == pytest.approx(2 * 3 / 9)
    assert found["target F1"] == 1.0
    assert found["stance favor F1"] == pytest.approx(2 * 1 / (1 + 2))
    assert found["stance against F1"] == pytest.approx(2 * 3 / (4 + 3))
    assert found["stance tuple F1"] == pytest.approx(2 * 2 / (5 + 5))  # against of a1 and a3, speakers right


def test_less_than_half_is_no_pair(gold: Document, text: str) -> None:
    assert values(gold, change(gold, "a1", content=(span("不实"),)), text)["detection recall"] == pytest.approx(4 / 5)


def test_quotation_marks_and_pieces_do_not_count(gold: Document, text: str) -> None:
    predicted = change(gold, "a1", content=(span("“星河公司的说法不实，"), span("我们将起诉。”")))
    assert values(gold, predicted, text)["content exact F1"] == 1.0


def test_interval_needs_several_articles_and_keeps_its_seed(gold: Document, text: str) -> None:
    other = Document(id="other", entities=gold.entities, attributions=gold.attributions)
    texts = {"yunzhou": text, "other": text}

    def run(seed: int) -> Report:
        return evaluate([gold, other], [gold, drop(other, "a1", "a2")], texts, draws=40, seed=seed)

    recall = run(0).figures["detection recall"]
    assert (recall.low, recall.value, recall.high) == (pytest.approx(3 / 5), pytest.approx(4 / 5), 1.0)
    assert run(0) == run(0)


def test_breakdowns_tell_the_groups_apart(gold: Document, text: str) -> None:
    report = evaluate([gold], [drop(gold, "a4")], {"yunzhou": text}, draws=1)
    assert report.support["cue position"] == {"before": 3, "inside": 1, "after": 0, "none": 1}
    assert report.support["source form"] == {"explicit": 4, "pronoun": 1, "left out": 0}
    assert report.support["quote type"] == {"direct": 3, "indirect": 2, "mixed": 0}
    assert report.breakdowns["source form"]["pronoun"]["found"].value == 0.0
    assert report.breakdowns["source form"]["explicit"]["found with speaker"].value == 1.0
    assert report.breakdowns["speaker kind"]["person"]["found"].value == pytest.approx(1 / 2)
    assert "left out" not in report.breakdowns["source form"]


def test_a_missing_prediction_is_an_error_that_names_it(gold: Document, text: str) -> None:
    with pytest.raises(ShuishuoError, match="yunzhou") as caught:
        evaluate([gold], [], {"yunzhou": text})
    assert caught.value.code == "E305"


def test_a_span_that_does_not_fit_the_text_is_an_error(gold: Document, text: str) -> None:
    with pytest.raises(ShuishuoError) as caught:
        evaluate([gold], [gold], {"yunzhou": text[1:]})
    assert caught.value.code == "E301"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    if not SHARED.is_dir():
        pytest.skip("the reference program is not at hand: no ../shared/gold beside the repository")
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_equals_reference(
    reference: ModuleType, gold: Sequence[Document], predicted: Sequence[Document], texts: dict[str, str]
) -> None:
    plain = [json.loads(document.to_json()) for document in predicted]
    for row, document in zip(plain, predicted, strict=True):
        for entity, whole in zip(row["entities"], document.entities, strict=True):
            entity["mentions"] = [vars(mention) for mention in whole.mentions]
    counts = [
        reference.count(json.loads(document.to_json()), row, texts[document.id])
        for document, row in zip(gold, plain, strict=True)
    ]
    expected = reference.figures(sum(counts, collections.Counter()))
    report = evaluate(gold, predicted, texts, draws=1)
    assert {name: figure.value for name, figure in report.figures.items()} == expected


@pytest.mark.parametrize("seed", range(12))
def test_equals_the_reference_on_perturbed_gold(reference: ModuleType, gold: Document, text: str, seed: int) -> None:
    assert_equals_reference(reference, [gold], [perturb(gold, text, seed)], {"yunzhou": text})


def test_equals_the_reference_on_real_gold(reference: ModuleType) -> None:
    rows = map(json.loads, (SHARED / "dev" / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    gold = read_gold(SHARED / "dev" / "gold.jsonl", texts)
    predicted = [perturb(document, texts[document.id], seed) for seed, document in enumerate(gold)]
    assert_equals_reference(reference, gold, predicted, texts)
