"""The stance stage: how each speaker stands to every party that the words speak of.

Where the attribution model was trained to tag targets, its reading of each content is weighed together with what word
lists say; without it the word lists decide alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat

from ..attribute.model_targets import ContentReading, read_contents
from ..record import Attribution, Label, Record, Stance
from .candidates import Article, Candidate
from .combination import (
    chosen,
    is_target,
    label_evidence,
    label_probabilities,
    target_evidence,
    target_probability,
)
from .labels import choose_label, label_features
from .linking import with_tagged
from .targets import THRESHOLD, probability, target_features
from .weights import label_weights, target_weights

__all__ = ["label_targets", "stance"]

_DIGITS = 3


def stance(record: Record) -> Record:
    """Set the stances of every attribution, and keep those entities that speak or are spoken of.

    A stance's confidence is the probability that the entity is a target and has this label. Raises ShuishuoError E405
    where the record is not segmented, E401 where the model is not as published.
    """
    readings = read_contents(record)
    if readings is not None:
        record = with_tagged(record, readings)
    article = Article(record)
    attributions = tuple(
        replace(attribution, stances=_stances(article, attribution, reading))
        for attribution, reading in _paired(record, readings)
    )
    used = {a.speaker for a in attributions} | {x.target for a in attributions for x in a.stances}
    entities = tuple(entity for entity in record.entities if entity.id in used)
    return record.with_(entities=entities, attributions=attributions)


def label_targets(record: Record) -> Record:
    """Label anew the stances that a record has: their targets are taken as given, also where nothing names them.

    A stance's confidence is the probability of its label. Raises as `stance` does.
    """
    article = Article(record)
    entities = {entity.id: entity for entity in record.entities}
    attributions = []
    for attribution, reading in _paired(record, read_contents(record)):
        labelled = []
        for given in attribution.stances:
            label, share = _label(article, article.candidate(attribution, entities[given.target]), reading)
            labelled.append(Stance(target=given.target, label=label, confidence=round(share, _DIGITS)))
        attributions.append(replace(attribution, stances=tuple(labelled)))
    return record.with_(attributions=tuple(attributions))


def _stances(article: Article, attribution: Attribution, reading: ContentReading | None) -> tuple[Stance, ...]:
    out = []
    for candidate in article.candidates(attribution):
        if reading is None:
            target = probability(target_features(article, candidate), target_weights())
            fits = target >= THRESHOLD
        else:
            target = target_probability(target_evidence(article, candidate, reading))
            fits = is_target(target)
        if fits:
            label, share = _label(article, candidate, reading)
            confidence = round(target * share, _DIGITS)
            out.append(Stance(target=candidate.entity.id, label=label, confidence=confidence))
    return tuple(out)


def _label(article: Article, candidate: Candidate, reading: ContentReading | None) -> tuple[Label, float]:
    if reading is None:
        return choose_label(label_features(article, candidate), label_weights())
    return chosen(label_probabilities(label_evidence(article, candidate, reading)))


def _paired(
    record: Record, readings: Sequence[ContentReading] | None
) -> Iterable[tuple[Attribution, ContentReading | None]]:
    """Each attribution with the model's reading of it, or None."""
    return zip(record.attributions, repeat(None) if readings is None else readings, strict=readings is not None)
