"""Causes: why a row of the evaluation set is not right, by stated rules on characters, speakers and stances.

A paired attribution may have several causes, in this order:
  left boundary, right boundary   the content begins or ends elsewhere; `inner boundary` where only its pieces differ
  split, merged                   some of the gold content was predicted as another attribution; some of the predicted
                                  content is another gold attribution that was missed
  wrong source, wrong cue, wrong type, wrong speaker, wrong kind (the speaker is right, its kind is not)
  stance flip                     favor given for against or the reverse; `wrong label` where one of the two is neutral
  missed target, spurious target  a stance of gold has none, or a predicted one has none in gold
A missed or spurious attribution has the first of these that holds:
  merged, split    at least half of a missed one lies in the predicted content of another pair, though not in that
                   pair's gold; at least half of a spurious one in a pair's gold, though not in that pair's prediction
  merged, split    no pair is in play: one spurious content overlaps several missed ones; one missed, several spurious
  left boundary, right boundary   one missed and one spurious one overlap, by too little to be a pair
  not found (missed), noise (spurious)
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from ..document import Attribution
from .comparison import Comparison
from .pairing import Pair
from .spans import characters, pieces, trim

_HALF = 0.5


def pair_causes(comparison: Comparison, pair: Pair) -> list[str]:
    """The causes for which a paired attribution is not right; empty where everything is."""
    text, gold, predicted = comparison.text, pair.gold, pair.predicted
    causes = _boundaries(gold, predicted, text)
    if _inside(comparison.spurious, pair.gold, pair.predicted, text):
        causes.append("split")
    if _inside(comparison.missed, pair.predicted, pair.gold, text):
        causes.append("merged")
    for name, left, right in (("source", gold.source, predicted.source), ("cue", gold.cue, predicted.cue)):
        if sorted(trim(span, text) for span in left) != sorted(trim(span, text) for span in right):
            causes.append(f"wrong {name}")
    if gold.type != predicted.type:
        causes.append("wrong type")
    if not comparison.speaker_right(pair):
        causes.append("wrong speaker")
    elif gold.speaker is not None and not comparison.kind_right(pair):
        causes.append("wrong kind")
    return causes + _stance_causes(comparison, pair)


def lone_cause(comparison: Comparison, attribution: Attribution, side: Literal["missed", "spurious"]) -> str:
    """The cause for which an attribution of gold was missed or a predicted one is spurious."""
    missed = side == "missed"
    text = comparison.text
    for pair in comparison.pairs:
        holder, other = (pair.predicted, pair.gold) if missed else (pair.gold, pair.predicted)
        if _inside([attribution], holder, other, text):
            return "merged" if missed else "split"
    same, opposite = comparison.missed, comparison.spurious
    if not missed:
        same, opposite = opposite, same
    others = _overlapping(attribution, opposite, text)
    if not others:
        return "not found" if missed else "noise"
    if len(others) > 1:
        return "split" if missed else "merged"
    if len(_overlapping(others[0], same, text)) > 1:
        return "merged" if missed else "split"
    return "; ".join(_boundaries(attribution, others[0], text))


def _overlapping(attribution: Attribution, others: Iterable[Attribution], text: str) -> list[Attribution]:
    own = characters(attribution.content, text)
    return [other for other in others if own & characters(other.content, text)]


def _inside(candidates: Iterable[Attribution], holder: Attribution, other: Attribution, text: str) -> bool:
    """Whether at least half of some candidate lies in the content of `holder` but not in that of `other`.

    A quotation nested in one that both sides have is not split off or merged: it is simply missed or spurious.
    """
    only_held = characters(holder.content, text) - characters(other.content, text)
    contents = (characters(candidate.content, text) for candidate in candidates)
    return any(len(content & only_held) >= _HALF * len(content) > 0 for content in contents)


def _boundaries(left: Attribution, right: Attribution, text: str) -> list[str]:
    one, two = pieces(left.content, text), pieces(right.content, text)
    causes = []
    if one[0][0] != two[0][0]:
        causes.append("left boundary")
    if max(end for _, end in one) != max(end for _, end in two):
        causes.append("right boundary")
    return causes or (["inner boundary"] if one != two else [])


def _stance_causes(comparison: Comparison, pair: Pair) -> list[str]:
    expected = {stance.target: stance.label for stance in pair.gold.stances}
    labels = comparison.labels(pair)
    wrong = [
        {expected[target], labels[target]}
        for target in expected
        if labels.get(target, expected[target]) != expected[target]
    ]
    targets: Sequence[str | None] = [comparison.entities.get(stance.target) for stance in pair.predicted.stances]
    found = {
        "stance flip": {"favor", "against"} in wrong,
        "wrong label": any("neutral" in labels for labels in wrong),
        "missed target": any(target not in labels for target in expected),
        "spurious target": any(target not in expected for target in targets),
    }
    return [cause for cause, holds in found.items() if holds]
