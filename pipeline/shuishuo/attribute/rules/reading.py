"""An article as the rules read it: words, quotations and brackets, and where clauses and sentences begin and end.

Every look to the left or right is bounded, so that reading stays linear in the length of the text.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from ...record import Range, Record, Token
from .lexicon import lexicon
from .quotes import CLOSERS, OPENERS, Quotation, quotations
from .tokens import mended

REACH = 1000  # characters; the longest sentence that is looked at as a whole
_CLAUSE_REACH = 300  # characters; the longest clause
CLAUSE_END = frozenset("，。！？；：!?;")
SENTENCE_END = frozenset("。！？!?")
_BRACKETS = {"（": "）", "《": "》", "〈": "〉", "【": "】", "(": ")"}
_EDGE = frozenset(" \t\r\n\u3000“”‘’「」『』\"'，。、；：？！,.;:?!…—－-（）()《》〈〉")
_WRAPPED = 12  # characters; a line that ends in a Latin letter is a heading below this length
_TERM_LENGTH = 8  # characters; a quotation up to this length without punctuation is a name or term


@dataclass(frozen=True)
class Reading:
    """A segmented record's clean text with lookups over it. All offsets count characters of the clean text."""

    record: Record

    @cached_property
    def text(self) -> str:
        return self.record.clean

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return mended(self.text, self.record.segmented, cues=lexicon().cues, heads=lexicon().heads)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text[token.start : token.end] for token in self.tokens)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return quotations(self.text, self.paragraphs)

    @cached_property
    def paragraphs(self) -> tuple[Range, ...]:
        """The record's paragraphs, lines joined that a line break cut in the middle of a sentence."""
        joined: list[Range] = []
        for start, end in self.record.segmented.paragraphs:
            if joined and self._runs_on(*joined[-1], start):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(joined)

    def _runs_on(self, start: int, end: int, following: int) -> bool:
        """Whether the line [start, end) goes on in the line that begins at `following`."""
        last, first = self.text[end - 1], self.text[following]
        if last in "，、（" or first in "，、。；）":
            return True
        wrapped = last.isascii() and last.isalpha() and end - start > _WRAPPED
        tail = self.text[max(start, end - _WRAPPED) : end]
        return wrapped or tail.rfind("（") > tail.rfind("）")

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def _owner(self) -> list[int]:
        """For each character, the innermost quotation whose inside holds it; -1 outside all."""
        owner = [-1] * (len(self.text) + 1)
        for index, item in enumerate(self.quotations):
            owner[item.inner_start : item.inner_end] = [index] * (item.inner_end - item.inner_start)
        return owner

    @cached_property
    def opening(self) -> dict[int, int]:
        """Quotation by the offset where it begins."""
        return {item.start: index for index, item in enumerate(self.quotations)}

    @cached_property
    def closing(self) -> dict[int, int]:
        """Quotation by the offset just after it."""
        return {item.end: index for index, item in enumerate(self.quotations) if item.end > item.inner_end}

    @cached_property
    def _bracket(self) -> dict[int, int]:
        """Matching brackets, both ways: opener's offset ↔ closer's offset, within one paragraph."""
        match: dict[int, int] = {}
        for start, end in self.paragraphs:
            stack: list[int] = []
            for at in range(start, end):
                char = self.text[at]
                if char in _BRACKETS:
                    stack.append(at)
                elif stack and char == _BRACKETS[self.text[stack[-1]]]:
                    opener = stack.pop()
                    match[opener], match[at] = at, opener
        return match

    def inside(self, at: int) -> int:
        """The innermost quotation that holds character `at`; -1 outside all."""
        return self._owner[at]

    def paragraph(self, at: int) -> Range:
        """The paragraph that holds `at`; an empty range where none does."""
        index = bisect_right(self._paragraph_starts, at) - 1
        if index < 0:
            return at, at
        return self.paragraphs[index]

    def first_token(self, at: int) -> int:
        """Index of the first token that begins at or after `at`."""
        return bisect_left(self._starts, at)

    def frame(self, at: int) -> Range:
        """The widest stretch that a sentence at `at` may fill: its quotation's inside, or its paragraph."""
        owner = self._owner[at]
        start, end = self.paragraph(at)
        if owner >= 0:
            item = self.quotations[owner]
            start, end = max(start, item.inner_start), min(end, item.inner_end)
        return start, end

    def clause_start(self, at: int, *, ends: frozenset[str] = CLAUSE_END) -> int:
        """Where the clause (with `ends` the sentence) begins that has `at` in or just after it.

        Brackets and quoted terms are passed over; quoted speech ends what stands before it.
        """
        low = max(self.frame(at)[0], at - (REACH if ends is SENTENCE_END else _CLAUSE_REACH))
        while at > low:
            closed = self.closing.get(at)
            if closed is not None and self.quotations[closed].start >= low:
                if self.ends_sentence(closed) if ends is SENTENCE_END else self.is_speech(closed):
                    return at
                at = self.quotations[closed].start
                continue
            partner = self._bracket.get(at - 1, at)
            if low <= partner < at - 1:
                if partner == low and self.text[partner] in "【（":
                    return at  # 【本报讯】, （某报记者 某某）
                at = partner
                continue
            if self.text[at - 1] in ends:
                return at
            at -= 1
        return low

    def clause_end(self, at: int, *, ends: frozenset[str] = CLAUSE_END) -> int:
        """Where the clause (with `ends` the sentence) ends that begins at or holds `at`: before its end mark, or after
        the quotation that closes it.
        """
        high = min(self.frame(at)[1], at + (REACH if ends is SENTENCE_END else _CLAUSE_REACH))
        while at < high:
            opened = self.opening.get(at)
            if opened is not None:
                at = min(self.quotations[opened].end, high)
                if ends is SENTENCE_END and at < high and self.ends_sentence(opened):
                    return at
                continue
            partner = self._bracket.get(at, at)
            if at < partner < high:
                at = partner + 1
                continue
            if self.text[at] in ends:
                return at
            at += 1
        return high

    def is_speech(self, index: int) -> bool:
        """Whether a quotation looks like words that somebody said, not like a name or term."""
        item = self.quotations[index]
        inner = self.text[item.inner_start : item.inner_end]
        if inner[-1:] in ("。", "！", "？", "…", "，", "!", "?"):
            return True
        if len(inner) <= _TERM_LENGTH:
            return False
        return any(mark in inner for mark in "，。！？；") or self.text[item.end : item.end + 1] in ("，", "。")

    def ends_sentence(self, index: int) -> bool:
        """Whether the sentence ends with the quotation: it closes on an end mark and what follows begins anew."""
        item = self.quotations[index]
        inner = self.text[item.inner_start : item.inner_end].rstrip("”’ ")
        return inner[-1:] in SENTENCE_END and self.text[item.end : item.end + 1] not in (*"，、。；：…的等是", "")

    def trim(self, start: int, end: int) -> Range:
        """The range without white space, quotation marks and punctuation at its edges, brackets kept in pairs."""
        while start < end and self._loose(start, start, end):
            start += 1
        while start < end and self._loose(end - 1, start, end):
            end -= 1
        return start, end

    def trim_end(self, at: int) -> int:
        """`at` without the white space before it."""
        while at and self.text[at - 1].isspace():
            at -= 1
        return at

    def _loose(self, at: int, start: int, end: int) -> bool:
        char = self.text[at]
        if char in _BRACKETS.values() or char in _BRACKETS:
            return not start <= self._bracket.get(at, -1) < end
        return char in _EDGE or char in OPENERS or char in CLOSERS
