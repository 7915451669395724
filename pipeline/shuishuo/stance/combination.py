"""What the model reads and what the words say, weighed into one probability: is it a target, and on which side?"""

import math
from collections.abc import Mapping
from functools import cache

from ..attribute.model_targets import ContentReading
from ..record import LABELS, Label
from ..resources import lexicon_rows
from .candidates import Article, Candidate
from .labels import label_features, label_scores
from .probe import pooled, probe
from .tagged import chance_of
from .targets import log_odds, target_features
from .weights import label_weights, target_weights

TARGET_COMBINATION = "target_combination.tsv"
LABEL_COMBINATION = "label_combination.tsv"
THRESHOLD, READY = "threshold", "readiness"  # the rows with what is chosen from which probability on, how readily
_LEAST = 1e-4  # probabilities nearer to 0 or 1 count as this


def target_evidence(article: Article, candidate: Candidate, reading: ContentReading) -> dict[str, float]:
    """What speaks for a candidate being a target, by name: log-odds of the model and of the words, and what it is."""
    chances = [chance_of(reading, place) for place in candidate.places]
    words = log_odds(target_features(article, candidate), target_weights())
    return {
        "all": 1.0,
        "probe": float(probe()(pooled(reading.hidden, candidate))[0]),
        "model": _logit(max(chances)),
        "words": words,
        "repeated": math.log(len(chances)),
        "speaks": float(candidate.entity.id in article.speakers),
        "titled": float(candidate.entity.id in article.titled),
        f"kind={candidate.entity.kind}": 1.0,
    }


def label_evidence(article: Article, candidate: Candidate, reading: ContentReading) -> dict[str, float]:
    """What speaks for each side: of the model at the mentions, of the probe, and of the words; favor and against
    each over neutral.
    """
    sides = _at_mentions(candidate, reading)
    words = label_scores(label_features(article, candidate), label_weights())
    probed = probe()(pooled(reading.hidden, candidate))[1:]
    out = {"all": 1.0}
    for number, label in enumerate(LABELS[:2]):
        out[f"model {label}"] = float(sides[number] - sides[2])
        out[f"probe {label}"] = float(probed[number] - probed[2])
        out[f"words {label}"] = words[label] - words["neutral"]
    return out


def is_target(probability: float) -> bool:
    """Whether a probability is high enough: from which one on F1 is best."""
    return probability >= target_combination()[THRESHOLD]


def chosen(shares: Mapping[Label, float]) -> tuple[Label, float]:
    """The label and its probability; the rarer labels are chosen more readily, which macro-F1 rewards."""
    ready = label_combination()[READY]
    label = max(LABELS, key=lambda name: shares[name] * ready[name])
    return label, shares[label]


def target_probability(evidence: Mapping[str, float]) -> float:
    """The probability of being a target, by the fitted weights."""
    weights = target_combination()
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in evidence.items())))


def label_scores_of(evidence: Mapping[str, float]) -> dict[Label, float]:
    """The score of each label, by the fitted weights: log-probabilities but for a constant."""
    weights = label_combination()
    known = [(name, value) for name, value in evidence.items() if name in weights]
    return {label: sum(weights[name][label] * value for name, value in known) for label in LABELS}


def label_probabilities(evidence: Mapping[str, float]) -> dict[Label, float]:
    """The probability of each label."""
    scores = label_scores_of(evidence)
    top = max(scores.values())
    powers = {label: math.exp(score - top) for label, score in scores.items()}
    total = sum(powers.values())
    return {label: power / total for label, power in powers.items()}


@cache
def target_combination() -> Mapping[str, float]:
    """What each piece of evidence weighs for a target."""
    return {row["evidence"]: float(row["weight"]) for row in lexicon_rows(TARGET_COMBINATION)}


@cache
def label_combination() -> Mapping[str, Mapping[Label, float]]:
    """What each piece of evidence weighs for each label."""
    return {row["evidence"]: {label: float(row[label]) for label in LABELS} for row in lexicon_rows(LABEL_COMBINATION)}


def _at_mentions(candidate: Candidate, reading: ContentReading) -> tuple[float, float, float]:
    """Mean log-probabilities over the characters of the mentions that lie in the content; the whole's without any."""
    rows = [
        row
        for start, end in candidate.places
        for row in ((reading.places >= start) & (reading.places < end)).nonzero()[0].tolist()
    ]
    favor, against, neutral = (reading.sides[rows].mean(axis=0) if rows else reading.overall).tolist()
    return favor, against, neutral


def _logit(chance: float) -> float:
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
