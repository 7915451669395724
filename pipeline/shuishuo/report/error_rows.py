"""Error rows: every attribution that is not as gold has it, weighed so that the worst can be shown first.

The weight is confidence × characters lost: a long piece of text that the program was sure about and got wrong comes
first. Lost is what a reader is misled about: the characters that are content on one side alone, and the whole content
where the speaker is wrong or a stance is flipped. A missed attribution has no confidence and counts as one half.
"""

from dataclasses import dataclass

from ..document import Attribution, Document
from ..evaluate.causes import lone_cause, pair_causes
from ..evaluate.comparison import Comparison
from ..evaluate.spans import characters
from ..record import Record
from .disagreements import Run, runs
from .page import Page
from .repairs import in_clean

_UNSURE = 0.5
_WHOLE = frozenset({"wrong speaker", "stance flip"})  # causes that make all of the content misleading


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one side says of an attribution: type, speaker ("" where unknown), and label and target of each stance."""

    type: str
    speaker: str
    stances: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ErrorRow:
    """One attribution that is not right.

    article: the article's place in the list of articles, from 0. anchor: the place in the article's page. side:
    `paired`, `missed` (only gold has it) or `spurious` (only the prediction). weight: see above. lost: characters.
    confidence: in percent, None for a missed one. gold, predicted: the two readings, None where there is none.
    """

    article: int
    anchor: str
    side: str
    causes: tuple[str, ...]
    weight: int
    lost: int
    confidence: int | None
    gold: Reading | None
    predicted: Reading | None
    runs: tuple[Run, ...]


def error_rows(page: Page, *, article: int) -> list[ErrorRow]:
    """The errors of one article in the order of pairs, missed and spurious; none where it has no gold."""
    if page.verdicts is None:
        return []
    comparison = page.verdicts.comparison
    numbers = {card.attribution.id: card.number for card in page.cards}
    rows = []
    for pair in comparison.pairs:
        if causes := pair_causes(comparison, pair):
            anchor = f"c{numbers[pair.predicted.id]}"
            rows.append(_row(page.record, comparison, causes, pair.gold, pair.predicted, anchor, article))
    for number, gold in enumerate(comparison.missed, 1):
        causes = lone_cause(comparison, gold, "missed").split("; ")
        rows.append(_row(page.record, comparison, causes, gold, None, f"cm{number}", article))
    for predicted in comparison.spurious:
        causes = lone_cause(comparison, predicted, "spurious").split("; ")
        anchor = f"c{numbers[predicted.id]}"
        rows.append(_row(page.record, comparison, causes, None, predicted, anchor, article))
    return rows


def worst_first(rows: list[ErrorRow]) -> list[ErrorRow]:
    """By weight, then by characters lost, then in the order of the articles."""
    return sorted(rows, key=lambda row: (-row.weight, -row.lost, row.article))


def _row(
    record: Record,
    comparison: Comparison,
    causes: list[str],
    gold: Attribution | None,
    predicted: Attribution | None,
    anchor: str,
    article: int,
) -> ErrorRow:
    left, right = (characters(one.content, comparison.text) if one else frozenset() for one in (gold, predicted))
    lost = len(left | right) if _WHOLE & set(causes) else len(left ^ right)
    sure = predicted.confidence if predicted else None
    return ErrorRow(
        article=article,
        anchor=anchor,
        side="paired" if gold and predicted else "missed" if gold else "spurious",
        causes=tuple(causes),
        weight=round((_UNSURE if sure is None else sure) * lost),
        lost=lost,
        confidence=None if sure is None else round(100 * sure),
        gold=_reading(record, gold, comparison.gold) if gold else None,
        predicted=_reading(record, predicted, comparison.predicted) if predicted else None,
        runs=runs(record, gold.content if gold else (), predicted.content if predicted else ()),
    )


def _reading(record: Record, attribution: Attribution, document: Document) -> Reading:
    names = {entity.id: in_clean(record, entity.name) for entity in document.entities}
    return Reading(
        type=attribution.type,
        speaker=names[attribution.speaker] if attribution.speaker is not None else "",
        stances=tuple((stance.label, names[stance.target]) for stance in attribution.stances),
    )
