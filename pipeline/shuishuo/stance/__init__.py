"""The stance stage: how each speaker stands to every party that the words speak of."""

from dataclasses import replace

from ..record import Attribution, Record, Stance
from .candidates import Article
from .labels import choose_label, label_features
from .targets import THRESHOLD, probability, target_features
from .weights import label_weights, target_weights

__all__ = ["stance"]


def stance(record: Record) -> Record:
    """Set the stances of every attribution, and keep those entities that speak or are spoken of.

    A stance's confidence is the learnt probability that the entity is a target and has this label. Raises
    ShuishuoError E405 where the record is not segmented.
    """
    article = Article(record)
    attributions = tuple(replace(a, stances=_stances(article, a)) for a in record.attributions)
    used = {a.speaker for a in attributions} | {x.target for a in attributions for x in a.stances}
    entities = tuple(entity for entity in record.entities if entity.id in used)
    return record.with_(entities=entities, attributions=attributions)


def _stances(article: Article, attribution: Attribution) -> tuple[Stance, ...]:
    out = []
    for candidate in article.candidates(attribution):
        target = probability(target_features(article, candidate), target_weights())
        if target >= THRESHOLD:
            label, share = choose_label(label_features(article, candidate), label_weights())
            out.append(Stance(target=candidate.entity.id, label=label, confidence=round(target * share, 3)))
    return tuple(out)
