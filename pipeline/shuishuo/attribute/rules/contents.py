"""What was said: the stretch of text that a cue puts into somebody's mouth."""

from dataclasses import dataclass

from ...record import QuoteType, Range
from .cues import Cue
from .reading import SENTENCE_END, Reading

_SPACE = " \u3000\t\r\n"
_WORDING = 7  # characters; quoted words from this length on, or with a mark inside, are wording and not a name or term


@dataclass(frozen=True, kw_only=True)
class Forward:
    """Content after a cue: clean [start, end), and whether quotation marks close it (what follows is not in it)."""

    start: int
    end: int
    closed: bool


def forward(reading: Reading, cue: Cue) -> Forward | None:
    """The content after a cue, to the end of its sentence; None where nothing follows."""
    if cue.follow == "stop":
        return None
    start = cue.content
    low, high = reading.frame(start) if start < len(reading.text) else (start, start)
    if not low <= start < high:
        return None
    opened = reading.opening.get(start)
    if opened is not None:
        at = adjacent(reading, opened)
        if (
            at >= high
            or reading.text[at] in "。！？；\n"
            or (cue.follow == "colon" and reading.text[at] not in "的、和与等")
        ):
            return Forward(start=start, end=at, closed=True)
        several = at > reading.quotations[opened].end
        if reading.is_speech(opened) and (reading.ends_sentence(opened) or several):
            return Forward(start=start, end=at, closed=True)
    end = reading.clause_end(start, ends=SENTENCE_END)
    return Forward(start=start, end=end, closed=False) if end > start else None


def adjacent(reading: Reading, index: int) -> int:
    """Where the quotations end that follow quotation `index` with nothing in between."""
    at = reading.quotations[index].end
    while True:
        begin = skip_space(reading.text, at)
        following = reading.opening.get(begin)
        if following is None or reading.quotations[following].parent != reading.quotations[index].parent:
            return at
        at = reading.quotations[following].end


def backward(reading: Reading, start: int, *, taken: set[int]) -> Range | None:
    """The quoted speech that ends just before `start`, where a source or cue begins; with what stands before it in
    its sentence. `taken`: quotations that are the content of an earlier cue.
    """
    at = start
    low = reading.frame(start)[0]
    while at > low and reading.text[at - 1] in "，," + _SPACE:
        at -= 1
    last = reading.closing.get(at)
    if last is None or last in taken or not reading.is_speech(last) or reading.quotations[last].start < low:
        return None
    begin = reading.quotations[last].start
    while begin > low:
        before = begin
        while before > low and reading.text[before - 1] in _SPACE:
            before -= 1
        earlier = reading.closing.get(before)
        if earlier is None or earlier in taken or not reading.is_speech(earlier):
            break
        begin = reading.quotations[earlier].start
    return begin, at


def skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def lines(reading: Reading, start: int, end: int) -> list[Range]:
    """[start, end) cut at line breaks, each part without white space at its edges."""
    found: list[Range] = []
    while start < end:
        stop = reading.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        low, high = start, stop
        while low < high and reading.text[low] in _SPACE:
            low += 1
        while high > low and reading.text[high - 1] in _SPACE:
            high -= 1
        if low < high:
            found.append((low, high))
        start = stop + 1
    return found


def pieces(reading: Reading, start: int, end: int) -> list[Range]:
    """The content [start, end) as spans: one a paragraph and, of adjoining quotations, one a quotation, without outer
    marks.
    """
    found: list[Range] = []
    at = start
    while at < end:
        stop = reading.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        whole = _whole_quotations(reading, at, stop)
        found += whole or [reading.trim(at, stop)]
        at = stop + 1
    return [(a, b) for a, b in found if a < b]


def _whole_quotations(reading: Reading, start: int, end: int) -> list[Range]:
    """The insides of the quotations that make up [start, end); none where there is anything else in it."""
    found: list[Range] = []
    at = start
    while at < end:
        if reading.text[at] in _SPACE + "，。,":
            at += 1
            continue
        index = reading.opening.get(at)
        if index is None or reading.quotations[index].end > end:
            return []
        item = reading.quotations[index]
        found.append(reading.trim(item.inner_start, item.inner_end))
        at = item.end
    return found


def quote_type(reading: Reading, spans: list[Range], *, level: int) -> QuoteType:
    """Whether content is in quotation marks as a whole, in part or not; `level` is the quotation that the cue is in."""
    quoted = wording = plain = 0
    for start, end in spans:
        at = start
        while at < end:
            owner = reading.inside(at)
            if owner == level:
                plain += reading.trim(at, at + 1) != (at + 1, at + 1)
                at += 1
                continue
            while owner >= 0 and reading.quotations[owner].parent != level:
                owner = reading.quotations[owner].parent
            stop = min(end, reading.quotations[owner].end) if owner >= 0 else at + 1
            quoted += stop - at
            wording += _is_wording(reading.text[at:stop]) * (stop - at)
            at = stop
    if quoted and not plain:
        return "direct"
    return "mixed" if wording else "indirect"


def _is_wording(words: str) -> bool:
    words = words.strip("“”‘’「」『』")
    return len(words) >= _WORDING or any(mark in words for mark in "，。！？")
