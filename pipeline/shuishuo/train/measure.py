"""Quick figures while training: exact spans and detection. The figures that count are the evaluate stage's."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..attribute.model_decode import PredictedAttribution
from .data import TYPES, Example, join


def measure(results: Iterable[tuple[Example, Sequence[PredictedAttribution]]]) -> dict[str, float]:
    """F1 in percent of detection (content Jaccard ≥ 0.5), exact content, cue and source, and type accuracy on pairs."""
    c: Counter[str] = Counter()
    for example, predicted in results:
        text = example.text
        for i, j in pairs(example, predicted):
            c["pair"] += 1
            c["exact"] += example.anchors[i].content == join(text, predicted[j].content)
            c["type"] += TYPES[example.anchors[i].type] == predicted[j].type
        c["gold"] += len(example.anchors)
        c["predicted"] += len(predicted)
        for role in ("cue", "source"):
            a = Counter(s for x in example.anchors for s in getattr(x, role))
            b = Counter(s for x in predicted for s in join_each(text, getattr(x, role)))
            c[f"{role} gold"] += a.total()
            c[f"{role} predicted"] += b.total()
            c[f"{role} hit"] += (a & b).total()
    return {
        "detection": _f1(c["pair"], c["predicted"], c["gold"]),
        "content": _f1(c["exact"], c["predicted"], c["gold"]),
        "cue": _f1(c["cue hit"], c["cue predicted"], c["cue gold"]),
        "source": _f1(c["source hit"], c["source predicted"], c["source gold"]),
        "type": round(100 * c["type"] / max(1, c["pair"]), 1),
    }


def pairs(example: Example, predicted: Sequence[PredictedAttribution]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, predicted) by character Jaccard of the contents, greedily, 0.5 at least."""
    gold = [set(_chars(a.content)) for a in example.anchors]
    found = [set(_chars(join(example.text, p.content))) for p in predicted]
    grid = sorted(
        ((len(g & f) / len(g | f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f),
        reverse=True,
    )
    out: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for jaccard, i, j in grid:
        if jaccard >= 0.5 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((-i, -j))
    return out


def join_each(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Each range trimmed by itself, as `join` does, without joining neighbours."""
    return tuple(piece for span in spans for piece in join(text, [span]))


def _chars(spans: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (i for a, b in spans for i in range(a, b))


def _f1(hit: int, predicted: int, gold: int) -> float:
    return round(200 * hit / max(1, predicted + gold), 1)
