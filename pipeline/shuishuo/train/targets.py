"""Gold stances → labelled mentions: where a content names its targets, as far as wordings and pronouns tell.

Gold says which entities a content speaks of, not where. A target is looked for by its name, by the wordings of its
sources elsewhere in the article, by the longest piece of these that stands in the content, and last as the one pronoun
that fits its kind. What is not found so, about one target in ten, is merely implied and gives no label.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ..document import Attribution, Document
from ..record import LABELS, Label, Stance
from ..resources import lexicon_rows

Range: TypeAlias = tuple[int, int]
Labelled: TypeAlias = tuple[int, int, int]  # [start, end) of a mention, place of its label in LABELS

UNLABELLED = -100  # what a loss function passes over
_LEAST, _MOST = 2, 12  # characters of a name's piece
_NOTES = re.compile(r"\s*[（(][^（）()]*[）)]")


def entity_forms(document: Document, text: str, names: Mapping[str, str]) -> dict[str, set[str]]:
    """The wordings of each entity: its name, and its sources in the article but for pronouns.

    text: the clean text; names: each entity's name, cleaned in the same way.
    """
    pointing = {pronoun for pronouns in _pronouns().values() for pronoun in pronouns}
    forms: dict[str, set[str]] = defaultdict(set)
    for identifier, name in names.items():
        forms[identifier] |= {name, _NOTES.sub("", name).strip()} - {""}
    for attribution in document.attributions:
        for span in attribution.source if attribution.speaker else ():
            words = text[span.start : span.end]
            if words not in pointing and len(words) >= _LEAST:
                forms[str(attribution.speaker)].add(words)
    return forms


def target_mentions(
    text: str,
    content: Sequence[Range],
    attribution: Attribution,
    forms: Mapping[str, set[str]],
    kinds: Mapping[str, str],
) -> tuple[Labelled, ...]:
    """The mentions of an attribution's targets in its content, in order and without overlap.

    kinds: the kind of each entity, which decides what pronouns can stand for it.
    """
    found: list[Labelled] = []
    lost: list[Stance] = []
    for stance in attribution.stances:
        known = forms[stance.target]
        places = _places(text, content, known) or _places(text, content, _longest_piece(text, content, known))
        found.extend((start, end, LABELS.index(stance.label)) for start, end in places)
        if not places:
            lost.append(stance)
    for stance in lost:
        kind = kinds[stance.target]
        if sum(kinds[other.target] == kind for other in lost) == 1:
            places = _places(text, content, _pronouns()[kind])
            found.extend((start, end, LABELS.index(stance.label)) for start, end in places)
    return _without_overlap(found)


def overall_label(labels: Sequence[Label]) -> int:
    """The side that a content takes as a whole: the more frequent of favor and against, neutral where there is neither.

    As a place in LABELS; UNLABELLED without targets.
    """
    if not labels:
        return UNLABELLED
    sides = [label for label in labels if label != "neutral"]
    return LABELS.index(max(sorted(set(sides)), key=sides.count) if sides else "neutral")


@functools.cache
def _pronouns() -> dict[str, frozenset[str]]:
    """What can stand for an entity of each kind."""
    words: dict[str, set[str]] = defaultdict(set)
    for row in lexicon_rows("target_pronouns.tsv"):
        words[row["kind"]].add(row["pronoun"])
    return {kind: frozenset(pronouns) for kind, pronouns in words.items()}


@functools.cache
def _common_words() -> frozenset[str]:
    """Words that many names share: alone they are no piece of a name."""
    return frozenset(row["head"] for row in lexicon_rows("heads.tsv"))


def _places(text: str, content: Iterable[Range], forms: Iterable[str]) -> list[Range]:
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return [m.span() for start, end in content for m in re.compile(pattern).finditer(text, start, end) if m.group()]


def _longest_piece(text: str, content: Sequence[Range], forms: Iterable[str]) -> set[str]:
    best = ""
    for form in sorted(forms):
        for piece in _pieces(form):
            if len(piece) <= len(best):
                break
            if piece not in _common_words() and any(piece in text[start:end] for start, end in content):
                best = piece
    return {best} - {""}


def _pieces(form: str) -> Iterator[str]:
    """Pieces of a name, the longest first."""
    for size in range(min(len(form), _MOST), _LEAST - 1, -1):
        for start in range(len(form) - size + 1):
            yield form[start : start + size]


def _without_overlap(found: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """Of mentions that overlap the longest stays."""
    kept: list[Labelled] = []
    for start, end, label in sorted(set(found), key=lambda mention: (mention[0] - mention[1], mention)):
        if all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, label))
    return tuple(sorted(kept))
