"""Why a label: the words that weighed most, found by leaving out one word of the content after the other."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..attribute.learned import loaded_model
from ..attribute.model_targets import ContentReading, read
from ..record import Attribution, Label, Range, Record
from .candidates import Article, Candidate
from .combination import label_evidence, label_scores_of

_HIDDEN = "\ufffc"  # stands for a character that is left out: no word list and no name has it
_MOST_WORDS = 48  # so many words of a content are left out in turn, those nearest to the target
_FUNCTION = frozenset(("u", "c", "p", "w", "xc", ""))  # tags of words that say nothing by themselves


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A word of the content at clean `place`; without it the label's log-odds against the others fall by `weight`."""

    words: str
    place: Range
    weight: float


def reasons(record: Record, *, most: int = 3) -> Mapping[tuple[str, str], tuple[Reason, ...]]:
    """For each stance of an annotated record that takes a side, by attribution and target id, the up to `most` words
    that spoke for it, the weightiest first.

    Takes a call of the model for each word, so that it is not part of annotation. Empty where the model does not find
    targets: the word lists are then all there is. Raises ShuishuoError E401, E405 as the stage does.
    """
    model = loaded_model()
    if not model.finds_targets:
        return {}
    article = Article(record)
    entities = {entity.id: entity for entity in record.entities}
    found = {}
    for attribution in record.attributions:
        sided = [stance for stance in attribution.stances if stance.label != "neutral"]
        if not sided:
            continue
        (whole,) = read(model, record.clean, [attribution])
        for stance in sided:
            candidate = article.candidate(attribution, entities[stance.target])
            places = list(_words(record, attribution, candidate))
            without = read(model, record.clean, [attribution] * len(places), without=places)
            base = _odds(article, candidate, whole, stance.label)
            weighed = [
                Reason(
                    words=record.clean[slice(*place)],
                    place=place,
                    weight=base - _odds(_leaving_out(article, place), candidate, reading, stance.label),
                )
                for place, reading in zip(places, without, strict=True)
            ]
            weighed.sort(key=lambda reason: (-reason.weight, reason.place))
            found[attribution.id, stance.target] = tuple(r for r in weighed[:most] if r.weight > 0)
    return found


def _words(record: Record, attribution: Attribution, candidate: Candidate) -> Iterator[Range]:
    """The words of a content that are not the target itself, in order."""
    tokens = [
        (token.start, token.end)
        for span in attribution.content
        for token in record.segmented.tokens
        if span.clean[0] <= token.start < span.clean[1]
        and token.tag not in _FUNCTION
        and not any(a < token.end and token.start < b for a, b in candidate.places)
    ]
    if candidate.places:
        at = candidate.places[0][0]
        tokens = sorted(sorted(tokens, key=lambda place: abs(place[0] - at))[:_MOST_WORDS])
    yield from tokens[:_MOST_WORDS]


def _leaving_out(article: Article, place: Range) -> Article:
    masked = copy.copy(article)
    masked.text = article.text[: place[0]] + _HIDDEN * (place[1] - place[0]) + article.text[place[1] :]
    return masked


def _odds(article: Article, candidate: Candidate, reading: ContentReading, label: Label) -> float:
    scores = label_scores_of(label_evidence(article, candidate, reading))
    return scores[label] - max(score for other, score in scores.items() if other != label)
