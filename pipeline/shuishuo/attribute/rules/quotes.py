"""Quotations of a text, nested ones too, where marks may be missing, mixed or unbalanced; in linear time."""

from dataclasses import dataclass

from ...record import Range

OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
CLOSERS = {close: opener for opener, close in OPENERS.items()}
_SENTENCE_END = "。！？…!?"
_SPEECH_AFTER = "：，。！？；…—"
_STRAIGHT = '"'
_MAX_DEPTH = 8  # deeper is not speech but a broken text


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A quotation within one paragraph: [start, end) with its marks, [inner_start, inner_end) without.

    parent: index of the quotation that it stands in, -1 where there is none. continues: whether it goes on the
    speech that an earlier paragraph left open.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    parent: int
    continues: bool = False


def quotations(text: str, paragraphs: tuple[Range, ...]) -> tuple[Quotation, ...]:
    """All quotations, in the order of their openers.

    A mark that is missing counts as standing at the paragraph's edge, where the quotation begins as speech does (at
    the paragraph's start or after a punctuation mark); else the mark is stray and counts for nothing. Speech over
    several paragraphs gives a quotation in each, whether the opener is repeated or not.
    """
    found: list[Quotation] = []
    speaking = False  # an earlier paragraph left a quotation open
    for number, (start, end) in enumerate(paragraphs):
        pairs, unclosed, unopened = _pair(text, start, end)
        resumed = speaking and (unopened is not None or text[start] in OPENERS)
        if unopened is not None and speaking:
            pairs = [pair for pair in pairs if pair[0] > unopened]
            pairs.append((start, unopened + 1, start, unopened))
        if unclosed is not None and not (unclosed == start and end - start == 1):
            pairs.append((unclosed, end, unclosed + 1, end))
        if speaking and not pairs and _closes_later(text, paragraphs, number):
            pairs.append((start, end, start, end))
            resumed, unclosed = True, start
        speaking = unclosed is not None
        _nest(found, sorted(pairs, key=lambda pair: (pair[0], -pair[1])), resumed=resumed)
    return tuple(found)


def _closes_later(text: str, paragraphs: tuple[Range, ...], number: int) -> bool:
    """Whether the next paragraph that has a mark begins with an opener or closes what was open: speech goes on."""
    for start, end in paragraphs[number + 1 : number + 4]:
        marks = [char for char in text[start:end] if char in OPENERS or char in CLOSERS]
        if marks:
            return marks[0] in CLOSERS
    return False


def _pair(text: str, start: int, end: int) -> tuple[list[tuple[int, int, int, int]], int | None, int | None]:
    """Pairs of one paragraph as (start, end, inner start, inner end); the opener of speech that stays open; the first
    closer that nothing opened.
    """
    pairs: list[tuple[int, int, int, int]] = []
    stack: list[int] = []
    unopened: int | None = None
    for at in range(start, end):
        char = text[at]
        if char == _STRAIGHT:
            char = "”" if any(text[i] == _STRAIGHT for i in stack) else "“"
        if char in OPENERS:
            if stack and text[stack[-1]] == char and _reversed_closer(text, at, end):
                pairs.append((stack[-1], at + 1, stack.pop() + 1, at))
            elif len(stack) < _MAX_DEPTH:
                stack.append(at)
        elif char in CLOSERS and not _apostrophe(text, at):
            depth = _partner(text, stack, char)
            if depth is not None:
                pairs.append((stack[depth], at + 1, stack[depth] + 1, at))
                del stack[depth:]
            elif unopened is None and not pairs:
                unopened = at
    opened = [at for at in stack if at == start or text[at - 1] in _SPEECH_AFTER]
    if not opened:
        return pairs, None, unopened
    # What an unclosed opener spans holds the pairs after it; an opener before it that stayed open is stray.
    return pairs, opened[0], unopened


def _reversed_closer(text: str, at: int, end: int) -> bool:
    """Whether the opener at `at` was typed where a closer belongs: “……。“ before the end or a new start."""
    return text[at - 1] in _SENTENCE_END and (at + 1 == end or text[at + 1] not in OPENERS)


def _partner(text: str, stack: list[int], close: str) -> int | None:
    """The place in the stack of the opener that `close` closes: the nearest of its kind, else the nearest."""
    for depth in range(len(stack) - 1, -1, -1):
        if text[stack[depth]] in (CLOSERS[close], _STRAIGHT):
            return depth
    return len(stack) - 1 if stack else None


def _apostrophe(text: str, at: int) -> bool:
    """Whether ’ stands between Latin letters, as in It’s."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalpha()


def _nest(found: list[Quotation], pairs: list[tuple[int, int, int, int]], *, resumed: bool) -> None:
    """Append one paragraph's pairs (outer before inner) with their parents; pairs that cross are cut out."""
    open_: list[int] = []
    for start, end, inner_start, inner_end in pairs:
        while open_ and found[open_[-1]].end <= start:
            open_.pop()
        if open_ and end > found[open_[-1]].end:
            continue
        parent = open_[-1] if open_ else -1
        open_.append(len(found))
        found.append(
            Quotation(
                start=start,
                end=end,
                inner_start=inner_start,
                inner_end=inner_end,
                parent=parent,
                continues=resumed and (start, end) == pairs[0][:2],
            )
        )
