"""Gold annotations → training examples: clean text with anchors and the tags that each anchor gives its surroundings.

The anchor of an attribution is its cue (the last where there are two); without a cue, the first character of its
content. Each anchor tags the article anew, so several pieces, shared sources and nested attributions need no special
treatment.
"""

import functools
import itertools
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ..attribute.model_input import Numbers
from ..document import Document
from .targets import UNLABELLED, Labelled, entity_forms, overall_label, target_mentions

# First tagger: where an anchor is. BARE marks the first character of a content that has no cue.
CUE_OUT, CUE_BEGIN, CUE_IN, BARE = 0, 1, 2, 3
# Second tagger, given an anchor: O, then begin, inside, end, single for source, cue and content.
OUT, SOURCE, CUE, CONTENT = 0, 1, 5, 9
# Third tagger, given an anchor too: where its content mentions a target.
TARGET_OUT, TARGET_BEGIN, TARGET_IN = 0, 1, 2
TYPES = ("direct", "indirect", "mixed")
EDGE = frozenset(" \t\r\n\u3000“”‘’「」『』\"'，。、；：？！,.;:?!…—－-—（）()《》〈〉")
_FOLD = {"「": "“", "」": "”", "『": "‘", "』": "’", "\r": " ", "\u3000": " ", "\t": " "}
_FOLD |= dict(zip(",;:?!()", "，；：？！（）", strict=True))

Range: TypeAlias = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """An attribution as the model sees it: [start, end) of its anchor; ranges of its roles; 0-based type; the mentions
    of its targets in the content, and the side that the content takes as a whole.
    """

    start: int
    end: int
    bare: bool
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    type: int
    targets: tuple[Labelled, ...] = ()
    overall: int = UNLABELLED


@dataclass(frozen=True, kw_only=True)
class Example:
    """One article: its clean text (as long as the text as given) and anchors in order."""

    id: str
    text: str
    anchors: tuple[Anchor, ...]


@functools.cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def clean(text: str) -> str:
    """Simplified characters and full-width marks, character for character: offsets stay good.

    Straight quotation marks become opening and closing ones by turns within a paragraph; commas and colons between
    digits stay as they are.
    """
    simple = _converter().convert(text)
    if len(simple) != len(text):
        simple = "".join(s if len(s := _converter().convert(c)) == 1 else c for c in text)
    out: list[str] = []
    opened = False
    for i, c in enumerate(simple):
        if c == "\n":
            opened = False
        if c == '"':
            opened = not opened
            out.append("“" if opened else "”")
        elif c in ",;:?!()" and simple[max(0, i - 1) : i + 2].isascii():
            out.append(c)  # between digits or Latin letters: part of a number or an English phrase
        else:
            out.append(_FOLD.get(c, c))
    return "".join(out)


def trim(text: str, start: int, end: int) -> Range:
    """[start, end) without white space, quotation marks and punctuation at its ends (may become empty)."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def join(text: str, spans: Iterable[Range]) -> tuple[Range, ...]:
    """Trimmed ranges in order, those with nothing but edge characters between them made one."""
    out: list[Range] = []
    for start, end in sorted(trim(text, *s) for s in spans):
        if start == end:
            continue
        if out and all(c in EDGE for c in text[out[-1][1] : start]):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def example(document: Document, text: str) -> Example:
    """An annotated article as the model sees it; attributions whose content is nothing but marks are left out.

    Raises ShuishuoError E301 where a span's text is not what stands in `text`.
    """
    document.check(text)
    tidy = clean(text)
    kinds = {entity.id: entity.kind for entity in document.entities}
    forms = entity_forms(document, tidy, {entity.id: clean(entity.name) for entity in document.entities})
    anchors = []
    for attribution in document.attributions:
        source, cue, content = (
            join(tidy, ((span.start, span.end) for span in spans))
            for spans in (attribution.source, attribution.cue, attribution.content)
        )
        if not content:
            continue
        first = content[0][0]
        start, end = cue[-1] if cue else (first, first + 1)
        anchors.append(
            Anchor(
                start=start,
                end=end,
                bare=not cue,
                source=source,
                cue=cue,
                content=content,
                type=TYPES.index(attribution.type),
                targets=target_mentions(tidy, content, attribution, forms, kinds),
                overall=overall_label([stance.label for stance in attribution.stances]),
            )
        )
    anchors.sort(key=lambda a: (a.start, a.end))
    return Example(id=document.id, text=tidy, anchors=tuple(anchors))


def write_prepared(examples: Iterable[Example], path: Path) -> None:
    """Examples as JSON Lines, for `read_prepared`."""
    lines = (json.dumps(asdict(example), ensure_ascii=False) + "\n" for example in examples)
    path.write_text("".join(lines), encoding="utf-8")


def read_prepared(path: Path) -> list[Example]:
    """The examples that `write_prepared` wrote."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Example(id=row["id"], text=row["text"], anchors=tuple(_anchor(a) for a in row["anchors"])) for row in rows]


def _anchor(row: Mapping[str, Any]) -> Anchor:
    ranges = {role: tuple((a, b) for a, b in row[role]) for role in ("source", "cue", "content")}
    return Anchor(**{**row, **ranges, "targets": tuple((a, b, label) for a, b, label in row["targets"])})


def anchor_tags(example: Example) -> Numbers:
    """First tagger's labels, one a character of the article."""
    tags = np.zeros(len(example.text), dtype=np.int64)
    for anchor in example.anchors:
        if anchor.bare:
            tags[anchor.start] = BARE
        else:
            tags[anchor.start : anchor.end] = CUE_IN
            tags[anchor.start] = CUE_BEGIN
    return tags


def role_tags(anchor: Anchor, start: int, end: int) -> Numbers:
    """Second tagger's labels of characters [start, end) for one anchor. Pieces that run out of the range are cut."""
    tags = np.zeros(end - start, dtype=np.int64)
    for base, spans in ((CONTENT, anchor.content), (SOURCE, anchor.source), (CUE, anchor.cue)):
        for a, b in spans:
            low, high = max(a, start) - start, min(b, end) - start
            if low >= high:
                continue
            tags[low:high] = base + 1
            if b <= end:
                tags[high - 1] = base + 2
            if a >= start:
                tags[low] = base + (3 if high - low == 1 and b <= end else 0)
    return tags


def target_tags(anchor: Anchor, start: int, end: int) -> tuple[Numbers, Numbers]:
    """Third tagger's labels of characters [start, end): O, begin, inside of a target's mention, UNLABELLED outside the
    content; and the place in LABELS of the stance toward it, UNLABELLED where nobody is mentioned.
    """
    tags = np.full(end - start, UNLABELLED, dtype=np.int64)
    sides = np.full(end - start, UNLABELLED, dtype=np.int64)
    for a, b in anchor.content:
        tags[max(a, start) - start : max(0, min(b, end) - start)] = TARGET_OUT
    for a, b, label in anchor.targets:
        low, high = max(a, start) - start, min(b, end) - start
        if low < high:
            tags[low:high] = TARGET_IN
            sides[low:high] = label
            if a >= start:
                tags[low] = TARGET_BEGIN
    return tags, sides


def lexicon(examples: Iterable[Example]) -> frozenset[str]:
    """The cues of the examples, as strings: where they stand without being a cue they make good counterexamples."""
    return frozenset(e.text[a:b] for e in examples for anchor in e.anchors for a, b in anchor.cue)


def decoys(example: Example, cues: frozenset[str]) -> list[int]:
    """Starts of strings that are cues elsewhere, overlap no cue here and are not part of a longer such string."""
    taken = {i for anchor in example.anchors for i in range(anchor.start, anchor.end)}
    longest = max((len(c) for c in cues), default=0)
    found, at = [], 0
    while at < len(example.text):
        size = next((n for n in range(longest, 0, -1) if example.text[at : at + n] in cues), 0)
        if size and at not in taken:
            found.append(at)
        at += size or 1
    return found


def random_windows(length: int, size: int, rng: random.Random) -> list[Range]:
    """Windows that tile `length` pieces, of random but near-equal sizes of at most `size`; the tiling moves anew
    each time, so that over the epochs every attribution is seen whole.
    """
    if length <= size:
        return [(0, length)] if length else []
    target = rng.randint(int(size * 0.8), size)
    first = rng.randint(target // 3, target)
    cuts = [0, first]
    while cuts[-1] < length:
        cuts.append(min(length, cuts[-1] + target))
    if cuts[-1] - cuts[-2] < target // 3 and len(cuts) > 2:  # a short rest is read with what stands before it
        return [*itertools.pairwise(cuts[:-1]), (max(0, length - target), length)]
    return list(itertools.pairwise(cuts))
