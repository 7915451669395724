"""Two systems on the same articles."""

from dataclasses import replace

import pytest
from evaluate_sample import TEXT

from shuishuo.document import Document
from shuishuo.evaluate.paired import differences, to_table


def copies(gold: Document, number: int) -> tuple[list[Document], dict[str, str]]:
    documents = [replace(gold, id=f"d{at}") for at in range(number)]
    return documents, {document.id: TEXT for document in documents}


def worse(document: Document) -> Document:
    """The same prediction without its first attribution."""
    return replace(document, attributions=document.attributions[1:])


def test_a_system_does_not_differ_from_itself(gold: Document) -> None:
    documents, texts = copies(gold, 4)
    for row in differences(documents, documents, documents, texts, draws=50):
        assert (row.value, row.low, row.high, row.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_constant_loss_is_seen_and_has_its_sign(gold: Document) -> None:
    documents, texts = copies(gold, 8)
    rows = {row.name: row for row in differences(documents, documents, map(worse, documents), texts, draws=400)}
    recall = rows["detection recall"]
    assert recall.first == 1.0
    assert recall.value == pytest.approx(-1 / len(gold.attributions))
    assert recall.low == recall.high == pytest.approx(recall.value)  # every article loses the same
    assert recall.p < 0.05
    assert rows["detection precision"].value == 0.0


def test_the_order_of_the_systems_only_turns_the_sign(gold: Document) -> None:
    documents, texts = copies(gold, 5)
    poor = list(map(worse, documents))
    there = differences(documents, documents, poor, texts, draws=60)
    back = differences(documents, poor, documents, texts, draws=60)
    assert [row.value for row in there] == [pytest.approx(-row.value) for row in back]
    assert [row.p for row in there] == [row.p for row in back]


def test_the_table_shows_percentage_points(gold: Document) -> None:
    documents, texts = copies(gold, 2)
    table = to_table(differences(documents, documents, documents, texts, draws=10))
    assert "detection F1              100.0  100.0    +0.0" in table


def test_without_articles_there_is_nothing_to_compare() -> None:
    with pytest.raises(ValueError, match="nothing to resample"):
        differences([], [], [], {})
