"""Which of the entities that a content mentions are its targets: a weighted vote of what their mentions look like."""

import math
from collections.abc import Mapping

from ..resolve.lexicon import lexicon
from .candidates import Article, Candidate

THRESHOLD = 0.3  # an entity is a target from this probability on: the best F1 in cross-validation, see `fit`
_SCENE = "在从到于赴抵往来回去"  # before a place: where something happens, not who acts


def target_features(article: Article, candidate: Candidate) -> list[str]:
    """What speaks for or against a target: kind of name, how often named, whether it speaks, what stands around."""
    entity, places = candidate.entity, candidate.places
    text, sense = article.text, article.senses[entity.id]
    count = len(entity.mentions)
    often = "1" if count < 2 else "2-3" if count < 4 else "4-9" if count < 10 else "10+"
    start, end = places[0]
    words = {text[a:b] for a, b in places}
    pronouns = words & (lexicon().pronouns.keys() | {"公司", "该公司"})
    out = [
        "all",
        f"sense={sense}",
        f"sense={sense} often={often}",
        f"sense={sense} speaks={entity.id in article.speakers}",
        f"sense={sense} titled={entity.id in article.titled}",
        f"sense={sense} before={article.tag_before(start)}",
        f"sense={sense} after={article.tag_after(end)}",
        f"repeated={len(places) > 1}",
        f"type={candidate.attribution.type}",
        f"first={start - candidate.attribution.content[0].clean[0] < 3}",
    ]
    if all(text[a - 1 : a] in _SCENE for a, _ in places if a):
        out.append(f"sense={sense} scene")
    if pronouns == words:
        out.extend(("pronoun", *(f"pronoun={word} {candidate.attribution.type}" for word in sorted(pronouns))))
    if any(article.is_source(place) for place in places):
        out.append("nested source")
    if sense.endswith("noun"):
        out.append(f"noun={entity.name_clean}")
    return out


def log_odds(features: list[str], weights: Mapping[str, float]) -> float:
    """Log-odds of a candidate with these features being a target, by the learnt weights."""
    return sum(weights.get(feature, 0.0) for feature in features)


def probability(features: list[str], weights: Mapping[str, float]) -> float:
    """The share of candidates with these features that are targets."""
    return 1 / (1 + math.exp(-log_odds(features, weights)))
