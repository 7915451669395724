"""A profile: what annotated articles are like, as distributions and figures that two corpora can be compared by."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

from ..document import Attribution, Document
from ..evaluate.groups import groups_of
from ..exchange.annotated import Annotated
from .runs import simplified

NO_CUE = "∅"
PERCENTILES = (5, 10, 25, 50, 75, 90, 95, 99)
_SENTENCE_END = re.compile("[。！？!?](?=.)", re.DOTALL)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """distributions: by name, how often each value occurs. figures: by name, counts, means, shares in percent and
    lengths in characters.
    """

    distributions: Mapping[str, Counter[str]]
    figures: Mapping[str, float]


def profile(sample: Annotated) -> Profile:
    """The profile of annotated articles; of none at all every figure is 0."""
    distributions: dict[str, Counter[str]] = {
        name: Counter() for name in ("type", "cue", "cue position", "speaker kind", "source form", "stance")
    }
    for document, attribution in _attributions(sample):
        groups = groups_of(attribution, document)
        distributions["type"][attribution.type] += 1
        distributions["cue"][cue_words(attribution)] += 1
        for name in ("cue position", "speaker kind", "source form"):
            distributions[name][groups[name]] += 1
        distributions["stance"].update(stance.label for stance in attribution.stances)
    return Profile(distributions=distributions, figures=_figures(sample))


def cue_words(attribution: Attribution) -> str:
    """The cue in Simplified, its pieces joined by `…`; NO_CUE where there is none."""
    return simplified("…".join(span.text for span in attribution.cue)) or NO_CUE


def length(text: str) -> int:
    """The characters of a text, white space left out."""
    return len(_BLANK.sub("", text))


def divergence(left: Counter[str], right: Counter[str]) -> float:
    """The Jensen–Shannon divergence of two distributions in bits: 0 for equal ones, 1 for ones with nothing in common.

    Lin, J. (1991): Divergence measures based on the Shannon entropy. Raises ValueError where one of them is empty.
    """
    if not left.total() or not right.total():
        raise ValueError("an empty distribution diverges from nothing")
    bits = 0.0
    for value in sorted({*left, *right}):
        p, q = left[value] / left.total(), right[value] / right.total()
        middle = (p + q) / 2
        bits += sum(share * log2(share / middle) / 2 for share in (p, q) if share)
    return bits


def percentile(values: Sequence[int], percent: int) -> int:
    """The smallest of the values that at least so many percent of them do not exceed; 0 where there are none."""
    return sorted(values)[max(ceil(len(values) * percent / 100), 1) - 1] if values else 0


def _attributions(sample: Annotated) -> Iterator[tuple[Document, Attribution]]:
    for document in sample.documents:
        for attribution in document.attributions:
            yield document, attribution


def _figures(sample: Annotated) -> dict[str, float]:
    found = list(_attributions(sample))
    articles = len(sample.documents)
    characters = sum(length(sample.texts[document.id]) for document in sample.documents)
    lengths = [sum(length(span.text) for span in attribution.content) for _, attribution in found]
    return {
        "articles": articles,
        "characters": characters,
        "attributions": len(found),
        "attributions per 1,000 characters": _ratio(1000 * len(found), characters),
        "entities per article": _ratio(sum(len(document.entities) for document in sample.documents), articles),
        "stances per attribution": _ratio(sum(len(attribution.stances) for _, attribution in found), len(found)),
        "% without a stance": _share(not attribution.stances for _, attribution in found),
        "% nested in another content": _share(_nested(attribution, document) for document, attribution in found),
        "% in several sentences": _share(_sentences(attribution) > 1 for _, attribution in found),
        "% in several paragraphs": _share(
            "\n" in sample.texts[document.id][attribution.content[0].start : attribution.content[-1].end].strip("\n")
            for document, attribution in found
        ),
        **{f"content length, percentile {p}": percentile(lengths, p) for p in PERCENTILES},
    }


def _nested(attribution: Attribution, document: Document) -> bool:
    """Whether all of its content lies in one piece of another attribution's content."""
    start = min(span.start for span in attribution.content)
    end = max(span.end for span in attribution.content)
    return any(
        span.start <= start and end <= span.end and (span.start, span.end) != (start, end)
        for other in document.attributions
        if other is not attribution
        for span in other.content
    )


def _sentences(attribution: Attribution) -> int:
    """How many sentences the content has part in; a new piece is a new one."""
    return sum(1 + len(_SENTENCE_END.findall(span.text.rstrip("”’」』\n"))) for span in attribution.content)


def _share(values: Iterator[bool]) -> float:
    """How many of the values are true, in percent."""
    counts = Counter(values)
    return _ratio(100 * counts[True], counts.total())


def _ratio(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
