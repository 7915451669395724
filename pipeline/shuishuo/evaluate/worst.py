"""The worst errors: what is wrong with each attribution, by classes that tell where to work, and how much it costs.

Finer than `causes` about spans, and silent about speakers and stances. A paired attribution may be in several classes:
  starts early, starts late        where the predicted content begins, seen from gold
  ends early, ends late            in the same sentence as the gold content; `… , other sentence` where a sentence's end
                                   or a line's end lies between
  pieces                           same ends, other pieces
  no source, extra source          only gold has one, only the prediction has one; the same for `cue`
  source boundary, other source    both have one, with or without characters in common; the same for `cue`
  type
A missed or spurious one is in one: `… in a content` where it lies within the content of another attribution of its own
side, `… without cue` where it has none, else plainly `missed` or `spurious`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..document import Attribution, Span
from .comparison import Comparison
from .pairing import Pair
from .spans import characters, pieces, trim

_SENTENCE_ENDS = frozenset("。！？!?\n")


@dataclass(frozen=True, kw_only=True)
class Case:
    """An attribution that is not right. `lost`: characters that are content on one side alone, from 0; `gold` and
    `predicted` are the words of the two contents, "" where there is none; `confidence` is the prediction's.
    """

    article: str
    classes: tuple[str, ...]
    lost: int
    gold: str
    predicted: str
    confidence: float | None


def cases(comparisons: Iterable[Comparison]) -> list[Case]:
    """Every attribution that is not right, the costliest first; of equals in the order of the articles."""
    found = [case for comparison in comparisons for case in _cases(comparison)]
    return sorted(found, key=lambda case: -case.lost)


def by_class(found: Iterable[Case]) -> dict[str, tuple[int, int]]:
    """For each class how many cases are in it and how many characters they lose, the costliest class first."""
    count, lost = Counter[str](), Counter[str]()
    for case in found:
        count.update(case.classes)
        lost.update(dict.fromkeys(case.classes, case.lost))
    return {name: (count[name], lost[name]) for name in sorted(count, key=lambda name: (-lost[name], name))}


def _cases(comparison: Comparison) -> Iterable[Case]:
    text = comparison.text
    for pair in comparison.pairs:
        if classes := _pair_classes(pair, text):
            yield _case(comparison, classes, pair.gold, pair.predicted)
    for attribution in comparison.missed:
        yield _case(comparison, [_lone("missed", attribution, comparison.gold.attributions, text)], attribution, None)
    for attribution in comparison.spurious:
        others = comparison.predicted.attributions
        yield _case(comparison, [_lone("spurious", attribution, others, text)], None, attribution)


def _case(
    comparison: Comparison, classes: Sequence[str], gold: Attribution | None, predicted: Attribution | None
) -> Case:
    left, right = (characters(one.content, comparison.text) if one else frozenset() for one in (gold, predicted))
    return Case(
        article=comparison.gold.id,
        classes=tuple(classes),
        lost=len(left ^ right),
        gold=_words(gold),
        predicted=_words(predicted),
        confidence=predicted.confidence if predicted else None,
    )


def _words(attribution: Attribution | None) -> str:
    return " … ".join(span.text for span in attribution.content) if attribution else ""


def _pair_classes(pair: Pair, text: str) -> list[str]:
    gold, predicted = pieces(pair.gold.content, text), pieces(pair.predicted.content, text)
    start, begun = gold[0][0], predicted[0][0]
    end, ended = (max(stop for _, stop in spans) for spans in (gold, predicted))
    classes = []
    if start != begun:
        classes.append("starts early" if begun < start else "starts late")
    if end != ended:
        other = _SENTENCE_ENDS & set(text[min(end, ended) : max(end, ended)])
        classes.append(("ends early" if ended < end else "ends late") + (", other sentence" if other else ""))
    if not classes and gold != predicted:
        classes.append("pieces")
    classes += _role("source", pair.gold.source, pair.predicted.source, text)
    classes += _role("cue", pair.gold.cue, pair.predicted.cue, text)
    return classes + (["type"] if pair.gold.type != pair.predicted.type else [])


def _role(name: str, gold: Sequence[Span], predicted: Sequence[Span], text: str) -> list[str]:
    if sorted(trim(span, text) for span in gold) == sorted(trim(span, text) for span in predicted):
        return []
    if not gold or not predicted:
        return [f"extra {name}" if predicted else f"no {name}"]
    return [f"{name} boundary" if characters(gold, text) & characters(predicted, text) else f"other {name}"]


def _lone(side: str, attribution: Attribution, siblings: Iterable[Attribution], text: str) -> str:
    own = characters(attribution.content, text)
    if any(own < characters(other.content, text) for other in siblings):
        return f"{side} in a content"
    return side if attribution.cue else f"{side} without cue"
