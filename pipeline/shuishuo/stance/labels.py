"""Where a speaker stands to a target: a weighted vote of the words of praise and blame around the target's mentions."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..record import LABELS, Label, Range
from ..resources import lexicon_rows
from .candidates import Article, Candidate

_CLAUSE = "，。；！？：\n"
_NEAR = 4  # characters between a word and the target
_MOST = 4
_PLACES = 8  # so many mentions in one content are looked at
_NEGATION_REACH = 6  # characters before a word in which a negator turns it round


READINESS: Mapping[Label, float] = {"favor": 2.5, "against": 2.0, "neutral": 1.0}  # by cross-validation in `fit`


@dataclass(frozen=True, kw_only=True)
class StanceLexicon:
    """Words of praise and blame (`words`: word → favor or against; `strong` ones
    hardly occur without taking a side), negators, and cues that take a side.
    """

    words: Mapping[str, str]
    strong: frozenset[str]
    pattern: re.Pattern[str]
    negated: re.Pattern[str]
    cues: Mapping[str, str]


@cache
def stance_lexicon() -> StanceLexicon:
    """The lists as shipped."""
    listed = list(lexicon_rows("stance_words.tsv"))
    words = {row["word"]: row["label"] for row in listed}
    negators = [row["word"] for row in lexicon_rows("negators.tsv")]
    return StanceLexicon(
        words=words,
        strong=frozenset(row["word"] for row in listed if row["strength"] == "strong"),
        pattern=re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))),
        negated=re.compile(
            "(?:" + "|".join(map(re.escape, sorted(negators, key=len, reverse=True))) + r")[^，。；！？]{0,2}$"
        ),
        cues={row["cue"]: row["label"] for row in lexicon_rows("stance_cues.tsv")},
    )


def label_features(article: Article, candidate: Candidate) -> list[str]:
    """What speaks for each label: words of praise or blame before and after the target, negated or not, and the cue."""
    words = stance_lexicon()
    text, attribution = article.text, candidate.attribution
    out = {"all", f"type={attribution.type}", f"sense={article.senses[candidate.entity.id]}"}
    for span in attribution.cue:
        cue = text[slice(*span.clean)]
        for known, label in words.cues.items():
            if known in cue:
                out.add(f"cue={label}")
        out.add(f"cue word={cue}")
    tally: Counter[str] = Counter()
    for low, high, places in _clauses(article, candidate):
        start, end = places[0]
        for found in words.pattern.finditer(text, low, high):
            if any(a <= found.start() < b for a, b in places):
                continue
            word, side = words.words[found.group()], "after" if found.start() >= end else "before"
            turned = bool(words.negated.search(text, max(low, found.start() - _NEGATION_REACH), found.start()))
            gap = found.start() - end if side == "after" else start - found.end()
            said = f"not {word}" if turned else word
            out |= {f"{said} {side}", f"{said} {side} {'near' if gap <= _NEAR else 'far'}"}
            out.add(f"stance word={'not ' if turned else ''}{found.group()}")
            strong = found.group() in words.strong
            if strong:
                out |= {f"strong {said}", f"strong {said} {side}"}
            tally[said] += 2 if strong else 1
    net = tally["against"] + tally["not favor"] - tally["favor"] - tally["not against"]
    out.add(f"net={max(-_MOST, min(_MOST, net))}")
    out.add(f"said={bool(tally)}")
    return sorted(out)


def _clauses(article: Article, candidate: Candidate) -> Iterator[tuple[int, int, list[Range]]]:
    """The clauses of the content that mention the target: start, end and the mentions in each."""
    text, last = article.text, (-1, -1)
    held: list[Range] = []
    for start, end in candidate.places[:_PLACES]:
        if start < last[1]:
            held.append((start, end))
            continue
        if held:
            yield *last, held
        span = next(s.clean for s in candidate.attribution.content if s.clean[0] <= start < s.clean[1])
        low, high = start, start
        while low > span[0] and text[low - 1] not in _CLAUSE:
            low -= 1
        while high < span[1] and text[high] not in _CLAUSE:
            high += 1
        last, held = (low, high), [(start, end)]
    if held:
        yield *last, held


def label_scores(features: list[str], weights: Mapping[str, Mapping[Label, float]]) -> dict[Label, float]:
    """The score of each label by the learnt weights: log-probabilities but for a constant."""
    return {label: sum(weights[f][label] for f in features if f in weights) for label in LABELS}


def choose_label(features: list[str], weights: Mapping[str, Mapping[Label, float]]) -> tuple[Label, float]:
    """The label, and the share of targets with these features that have it, by the learnt weights.

    The rarer labels are chosen more readily than their share says (`READINESS`), which macro-F1 rewards.
    """
    scores = label_scores(features, weights)
    top = max(scores.values())
    powers = {label: math.exp(score - top) for label, score in scores.items()}
    label = max(LABELS, key=lambda name: powers[name] * READINESS[name])
    return label, powers[label] / sum(powers.values())
