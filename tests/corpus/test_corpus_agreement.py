"""Agreement of two annotators: coefficients by hand, and what each kind of difference costs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import krippendorff
import pytest

from shuishuo.corpus import agreement
from shuishuo.corpus.chance import alpha, kappa
from shuishuo.corpus.files import read_corpus
from shuishuo.document import Document
from shuishuo.errors import ShuishuoError
from shuishuo.exchange.annotated import Annotated

JUDGES = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
OBSERVERS = [[5, 3], [1, 1]]


def test_kappa_by_hand() -> None:
    # observed 140/200 = 0.7; expected (120*100 + 60*60 + 20*40) / 200**2 = 0.41
    assert kappa(JUDGES) == pytest.approx((0.7 - 0.41) / (1 - 0.41))


def test_alpha_by_hand() -> None:
    # 10 units, 20 values, 14 of one label and 6 of the other: 1 - 19 * (2 * 4) / (2 * 14 * 6)
    assert alpha(OBSERVERS) == pytest.approx(1 - 19 * 8 / 168) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize("matrix", [OBSERVERS, ((40, 3, 1), (5, 20, 2), (0, 4, 11)), ((1, 9), (9, 1))])
def test_alpha_agrees_with_the_reference_implementation(matrix: Sequence[Sequence[int]]) -> None:
    pairs = [(a, b) for a, row in enumerate(matrix) for b, count in enumerate(row) for _ in range(count)]
    reference = krippendorff.alpha(reliability_data=list(zip(*pairs, strict=True)), level_of_measurement="nominal")
    assert alpha(matrix) == pytest.approx(reference)


@pytest.mark.parametrize("coefficient", [kappa, alpha])
def test_coefficients_at_their_ends(coefficient) -> None:
    assert coefficient([[7, 0], [0, 3]]) == 1
    assert coefficient([[7, 0], [0, 0]]) is None
    assert coefficient([[0, 0], [0, 0]]) is None
    assert coefficient([[0, 5], [5, 0]]) < 0


@pytest.fixture
def annotated(corpus: Path) -> Annotated:
    return read_corpus(corpus)[1]


def changed(annotated: Annotated, **changes: object) -> list[Document]:
    """The documents, the last attribution of the last one changed."""
    *others, last = annotated.documents
    *kept, attribution = last.attributions
    return [*others, replace(last, attributions=(*kept, replace(attribution, **changes)))]


def test_the_same_twice_agrees_in_everything(annotated: Annotated) -> None:
    found = agreement(annotated.documents, annotated.documents, annotated.texts, draws=20)
    assert {figure.value for figure in found.figures.values()} == {1.0}
    assert (found.articles, found.first, found.second) == (2, 5, 5)


def test_a_difference_costs_what_it_concerns(annotated: Annotated) -> None:
    last = annotated.documents[-1].attributions[-1]
    second = changed(annotated, type="indirect", stances=(replace(last.stances[0], label="neutral"),))
    values = {
        name: figure.value
        for name, figure in agreement(annotated.documents, second, annotated.texts, draws=20).figures.items()
    }
    assert values["pairing F1"] == values["content alpha"] == values["speaker agreement"] == values["target F1"] == 1
    assert values["type agreement"] == pytest.approx(0.8)
    assert values["stance kappa"] == 0  # one label right of two, where the second annotator only ever gave one


def test_the_annotators_may_be_exchanged(annotated: Annotated) -> None:
    *others, last = annotated.documents
    second = [*others, replace(last, attributions=last.attributions[:-1])]
    one = agreement(annotated.documents, second, annotated.texts, draws=20)
    other = agreement(second, annotated.documents, annotated.texts, draws=20)
    assert {name: figure.value for name, figure in one.figures.items()} == pytest.approx(
        {name: figure.value for name, figure in other.figures.items()}
    )
    assert one.figures["pairing F1"].value == pytest.approx(8 / 9)


def test_an_article_annotated_once_is_an_error(annotated: Annotated) -> None:
    with pytest.raises(ShuishuoError) as caught:
        agreement(annotated.documents, annotated.documents[:1], annotated.texts)
    assert caught.value.code == "E305"


def test_the_table_names_every_figure(annotated: Annotated) -> None:
    found = agreement(annotated.documents, annotated.documents, annotated.texts, draws=20)
    written = found.to_markdown()
    assert all(f"| {name} | 100.0 |" in written for name in found.figures)
