"""Pairing: which predicted attribution stands for which gold one, one to one, by the characters of their contents."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Attribution
from .spans import characters, jaccard

THRESHOLD = 0.5  # least Jaccard of two contents that are the same attribution


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A gold attribution and the predicted one that found it; `jaccard` of their contents, between 0.5 and 1."""

    gold: Attribution
    predicted: Attribution
    jaccard: float


def pair_attributions(gold: Sequence[Attribution], predicted: Sequence[Attribution], text: str) -> tuple[Pair, ...]:
    """Pair greedily, best Jaccard first; of equals the one that is listed first in gold, then in the prediction."""
    right = [characters(p.content, text) for p in predicted]
    candidates = []
    for i, g in enumerate(gold):
        left = characters(g.content, text)
        for j, found in enumerate(right):
            share = jaccard(left, found)
            if share >= THRESHOLD:
                candidates.append((-share, i, j))
    pairs: list[Pair] = []
    gold_taken, predicted_taken = set(), set()
    for negative, i, j in sorted(candidates):
        if i not in gold_taken and j not in predicted_taken:
            gold_taken.add(i)
            predicted_taken.add(j)
            pairs.append(Pair(gold=gold[i], predicted=predicted[j], jaccard=-negative))
    return tuple(pairs)
