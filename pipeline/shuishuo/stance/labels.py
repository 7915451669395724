"""Where a speaker stands to a target: a weighted vote of the words of praise and blame around the target's mentions."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..record import LABELS, Label, Range
from ..resolve.lexicon import rows
from .candidates import Article, Candidate

_CLAUSE = "，。；！？：\n"
_PLACES = 4  # so many mentions in one content are looked at
_NEGATION_REACH = 6  # characters before a word in which a negator turns it round


READINESS: Mapping[Label, float] = {"favor": 2.0, "against": 1.5, "neutral": 1.0}  # by cross-validation in `fit`
_WORD_TAGS = ("v", "a", "vn", "ad", "n", "d", "an", "vd", "xc", "c", "nz")


@dataclass(frozen=True, kw_only=True)
class StanceLexicon:
    """Words of praise and blame (`words`: word → favor or against), negators, and cues that take a side."""

    words: Mapping[str, str]
    pattern: re.Pattern[str]
    negated: re.Pattern[str]
    cues: Mapping[str, str]


@cache
def stance_lexicon() -> StanceLexicon:
    """The lists as shipped."""
    words = {row["word"]: row["label"] for row in rows("stance_words.tsv")}
    negators = [row["word"] for row in rows("negators.tsv")]
    return StanceLexicon(
        words=words,
        pattern=re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))),
        negated=re.compile(
            "(?:" + "|".join(map(re.escape, sorted(negators, key=len, reverse=True))) + r")[^，。；！？]{0,2}$"
        ),
        cues={row["cue"]: row["label"] for row in rows("stance_cues.tsv")},
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
    for start, end in candidate.places[:_PLACES]:
        low, high = _clause(article, candidate, start)
        for found in words.pattern.finditer(text, low, high):
            if start <= found.start() < end:
                continue
            word = found.group()
            turned = bool(words.negated.search(text, max(low, found.start() - _NEGATION_REACH), found.start()))
            side = "after" if found.start() >= end else "before"
            gap = found.start() - end if side == "after" else start - found.end()
            sign = "not " if turned else ""
            out.add(f"{sign}{words.words[word]} {side}")
            out.add(f"{sign}{words.words[word]} {side} {'near' if gap <= 4 else 'far'}")
            out.add(f"stance word={sign}{word}")
        for token in article.tokens_in(low, high):
            if token.tag in _WORD_TAGS:
                word = text[token.start : token.end]
                out.add(f"word={word}")
                out.add(f"word={word} {'after' if token.start >= start else 'before'}")
    for span in attribution.content:
        for found in words.pattern.finditer(text, *span.clean):
            out.add(f"somewhere {words.words[found.group()]}")
            out.add(f"somewhere={found.group()}")
    if len(candidate.places) > 1:
        out.add("repeated")
    return sorted(out)


def _clause(article: Article, candidate: Candidate, at: int) -> Range:
    """The clause around a mention, within its content."""
    text = article.text
    span = next(s.clean for s in candidate.attribution.content if s.clean[0] <= at < s.clean[1])
    low, high = at, at
    while low > span[0] and text[low - 1] not in _CLAUSE:
        low -= 1
    while high < span[1] and text[high] not in _CLAUSE:
        high += 1
    return low, high


def choose_label(features: list[str], weights: Mapping[str, Mapping[Label, float]]) -> tuple[Label, float]:
    """The label, and the share of targets with these features that have it, by the learnt weights.

    The rarer labels are chosen more readily than their share says (`READINESS`), which macro-F1 rewards.
    """
    scores = {label: sum(weights[f][label] for f in features if f in weights) for label in LABELS}
    top = max(scores.values())
    powers = {label: math.exp(score - top) for label, score in scores.items()}
    label = max(LABELS, key=lambda name: powers[name] * READINESS[name])
    return label, powers[label] / sum(powers.values())
