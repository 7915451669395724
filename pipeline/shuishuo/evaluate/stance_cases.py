"""Stance alone: one case for each gold (attribution, target), with what a classifier may see of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..document import Document
from ..record import LABELS, Attribution, Entity, Label, Record
from ..resolve import resolve
from ..stance.candidates import Article, Candidate
from ..stance.labels import label_features
from .gold_input import with_gold_attributions, with_gold_targets

_AROUND = 12  # characters on either side of a mention that count as near it


@dataclass(frozen=True, kw_only=True)
class Case:
    """One stance to judge. `near`: the words around the target's mentions, the target itself masked; `words`: the
    features of the word-list system; `gold`: the label that people gave.
    """

    article: str
    attribution: str
    target: str
    name: str
    kind: str
    cue: str
    content: str
    near: str
    words: tuple[str, ...]
    gold: Label


def given_targets(records: Iterable[Record], gold: Mapping[str, Document]) -> list[Record]:
    """Segmented records with gold's attributions and targets, ready to be judged."""
    return [
        with_gold_targets(resolve(with_gold_attributions(record, gold[record.id])), gold[record.id])
        for record in records
    ]


def cases(given: Iterable[Record], gold: Mapping[str, Document]) -> list[Case]:
    """The cases of some records in text order; `given` as `given_targets` makes them."""
    found = []
    for record in given:
        article = Article(record)
        entities = {entity.id: entity for entity in record.entities}
        labels = {(a.id, s.target): s.label for a in gold[record.id].attributions for s in a.stances}
        for attribution in record.attributions:
            for stance in attribution.stances:
                candidate = article.candidate(attribution, entities[stance.target])
                found.append(_case(article, candidate, labels[attribution.id, stance.target]))
    return found


def _case(article: Article, candidate: Candidate, gold: Label) -> Case:
    attribution, entity, text = candidate.attribution, candidate.entity, article.text
    return Case(
        article=article.record.id,
        attribution=attribution.id,
        target=entity.id,
        name=entity.name_clean,
        kind=entity.kind,
        cue="".join(text[slice(*span.clean)] for span in attribution.cue),
        content="…".join(text[slice(*span.clean)] for span in attribution.content),
        near=_near(text, candidate, attribution, entity),
        words=tuple(label_features(article, candidate)),
        gold=gold,
    )


def _near(text: str, candidate: Candidate, attribution: Attribution, entity: Entity) -> str:
    pieces = []
    for start, end in candidate.places:
        span = next(s.clean for s in attribution.content if s.clean[0] <= start < s.clean[1])
        before, after = text[max(span[0], start - _AROUND) : start], text[end : min(span[1], end + _AROUND)]
        pieces.append(f"{before}◆{after}".replace(entity.name_clean, "◆"))
    return "…".join(pieces)


def majority(train: Iterable[Case]) -> Label:
    """The most frequent label."""
    labels = [case.gold for case in train]
    return max(LABELS, key=labels.count)
