"""Which quotation marks and brackets of a text belong together, when some are nested, missing or of mixed kinds."""

from dataclasses import dataclass

from ..record import Range

QUOTATION = {"“": "”", "‘": "’", "「": "」", "『": "』"}
BRACKETS = {"《": "》", "（": "）", "〈": "〉", "【": "】"}
_CLOSES = {close: opener for opener, close in {**QUOTATION, **BRACKETS}.items()}
_BEFORE_SPEECH = "：，。！？；…—"


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """What stands between two marks: [start, end) with both marks, offsets into the text.

    A mark that is missing counts as standing at the edge of its paragraph: `opened` or `closed` is then False.
    """

    start: int
    end: int
    mark: str
    opened: bool = True
    closed: bool = True


def enclosures(text: str, paragraphs: tuple[Range, ...]) -> tuple[Enclosure, ...]:
    """The outermost quotations and brackets of a text, in order, each within one paragraph.

    A quotation that is not closed in its paragraph runs to the paragraph's end if it begins as speech does (at the
    paragraph's start or after a punctuation mark); otherwise the mark is stray and counts for nothing. A closing mark
    without its opener counts only where an earlier paragraph left a quotation open: speech over several paragraphs.
    Paragraphs between two such marks are quotations as a whole.
    """
    found: list[Enclosure] = []
    carried = ""  # the mark that an earlier paragraph left open
    pending: list[Enclosure] = []  # paragraphs after it that may still turn out to be inside
    for start, end in paragraphs:
        inside, left_open, stray = _pair(text, start, end)
        if stray is not None and carried and not text.startswith(carried, start):
            found += pending
            inside = [item for item in inside if item.start > stray]
            inside.insert(0, Enclosure(start=start, end=stray + 1, mark=carried, opened=False))
        if left_open is not None:
            inside = [item for item in inside if item.end <= left_open]
            inside.append(Enclosure(start=left_open, end=end, mark=text[left_open], closed=False))
            carried, pending = text[left_open], []
        elif stray is not None or any(item.mark in QUOTATION for item in inside):
            carried, pending = "", []
        elif carried:
            pending.append(Enclosure(start=start, end=end, mark=carried, opened=False, closed=False))
        found += inside
    return tuple(sorted(_outermost(found), key=lambda item: item.start))


def _pair(text: str, start: int, end: int) -> tuple[list[Enclosure], int | None, int | None]:
    """Pair the marks of one paragraph.

    Returns the pairs, the first opening mark of speech that stays open, and the first closing mark of a quotation
    that nothing opened.
    """
    pairs: list[Enclosure] = []
    stack: list[int] = []
    stray: int | None = None
    for at in range(start, end):
        char = text[at]
        if char in QUOTATION or char in BRACKETS:
            stack.append(at)
        elif char in _CLOSES and not _apostrophe(text, at):
            opener = _partner(text, stack, char)
            if opener is not None:
                pairs.append(Enclosure(start=stack[opener], end=at + 1, mark=text[stack[opener]]))
                del stack[opener:]
            elif stray is None and _CLOSES[char] in QUOTATION:
                stray = at
    for at in stack:
        if text[at] in QUOTATION and (at == start or text[at - 1] in _BEFORE_SPEECH):
            return pairs, at, stray
    return pairs, None, stray


def _partner(text: str, stack: list[int], close: str) -> int | None:
    """The place in the stack of the mark that `close` closes: the nearest of its own kind, else, of a quotation, the
    nearest quotation (“…’ is a slip that happens).
    """
    kinds = [_CLOSES[close]]
    same = [index for index, at in enumerate(stack) if text[at] in kinds]
    if not same and close in QUOTATION.values():
        same = [index for index, at in enumerate(stack) if text[at] in QUOTATION]
    return same[-1] if same else None


def _apostrophe(text: str, at: int) -> bool:
    """Whether ’ stands between Latin letters, as in It’s."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalpha()


def _outermost(items: list[Enclosure]) -> list[Enclosure]:
    kept: list[Enclosure] = []
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
