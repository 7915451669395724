"""The alignment of a clean text with the raw text that it was made from; no raw character is ever lost.

An alignment is a list of blocks in order. A block says that clean characters [a, b) were made from raw characters
[c, d). Blocks touch: each begins where the last one ends, on both sides, so together they cover both texts from the
first character to the last. A run of characters that stand one for one is a single `equal`-length block; where a
repair put two characters in place of five, that is a block of its own; what was dropped is a block that is empty on
the clean side, what was restored from nothing one that is empty on the raw side.

Worked example: raw `數(shù)據(jù)` → clean `数据`: blocks (0, 1, 0, 1), (1, 1, 1, 6), (1, 2, 6, 7), (2, 2, 7, 11).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple


class Block(NamedTuple):
    """Clean [clean_start, clean_end) was made from raw [raw_start, raw_end). `linear`: character for character."""

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int

    @property
    def linear(self) -> bool:
        return self.clean_end - self.clean_start == self.raw_end - self.raw_start


class Edit(NamedTuple):
    """One replacement in a text: characters [start, end) become `after`. Offsets are into the text before."""

    start: int
    end: int
    after: str


@dataclass(frozen=True)
class Alignment:
    """Maps offsets between a clean text of `clean_length` and a raw text of `raw_length` code points."""

    blocks: tuple[Block, ...]

    @classmethod
    def identity(cls, length: int) -> "Alignment":
        return cls((Block(0, length, 0, length),) if length else ())

    @classmethod
    def from_edits(cls, length: int, edits: Iterable[Edit]) -> "Alignment":
        """The alignment that sorted, non-overlapping `edits` of a raw text of `length` characters give.

        An edit that keeps the number of characters is aligned character for character.
        Raises ValueError where edits overlap or leave the text.
        """
        blocks: list[Block] = []
        clean = raw = 0
        for edit in edits:
            if not raw <= edit.start <= edit.end <= length:
                raise ValueError(f"edit {edit} out of order or out of a text of {length} characters")
            kept = edit.start - raw
            _push(blocks, Block(clean, clean + kept, raw, edit.start))
            clean += kept
            _push(blocks, Block(clean, clean + len(edit.after), edit.start, edit.end))
            clean += len(edit.after)
            raw = edit.end
        _push(blocks, Block(clean, clean + length - raw, raw, length))
        return cls(tuple(blocks))

    @property
    def clean_length(self) -> int:
        return self.blocks[-1].clean_end if self.blocks else 0

    @property
    def raw_length(self) -> int:
        return self.blocks[-1].raw_end if self.blocks else 0

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span that clean [start, end) was made from.

        Inside a block of unequal lengths the whole block is given; raw characters that were dropped between two kept
        ones are included, those before the first and after the last are not. Raises ValueError outside the text.
        """
        if not 0 <= start <= end <= self.clean_length:
            raise ValueError(f"clean span [{start}, {end}) outside a text of {self.clean_length} characters")
        if start == end:
            at = self._raw_point(start)
            return at, at
        first = self._block_of_clean(start)
        last = self._block_of_clean(end - 1)
        raw_start = first.raw_start + (start - first.clean_start if first.linear else 0)
        raw_end = last.raw_start + (end - last.clean_start) if last.linear else last.raw_end
        return raw_start, raw_end

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The clean span made from any of raw [start, end); empty where all of it was dropped.

        Raises ValueError outside the text.
        """
        if not 0 <= start <= end <= self.raw_length:
            raise ValueError(f"raw span [{start}, {end}) outside a text of {self.raw_length} characters")
        index = bisect_right(self.blocks, start, key=lambda block: block.raw_end)  # the first that ends after `start`
        begin = stop = self.blocks[index - 1].clean_end if index else 0
        found = False
        for block in islice(self.blocks, index, None):
            if block.raw_start >= end:
                break
            if block.clean_start == block.clean_end or block.raw_start == block.raw_end:
                continue
            low, high = block.clean_start, block.clean_end
            if block.linear:
                low += max(0, start - block.raw_start)
                high -= max(0, block.raw_end - end)
            begin = begin if found else low
            stop, found = high, True
        return begin, stop if found else begin

    def then(self, later: "Alignment") -> "Alignment":
        """Compose: this alignment (middle → raw) followed by `later` (clean → middle), as one (clean → raw).

        Raises ValueError where the two do not fit together.
        """
        if later.raw_length != self.clean_length:
            raise ValueError(f"alignments do not meet: {later.raw_length} and {self.clean_length} characters")
        if not self.blocks or not later.blocks:  # one of the three texts at the ends is made from nothing at all
            return later if not self.blocks else self
        blocks: list[Block] = []
        for piece in _compose(later.blocks, self.blocks):
            _push(blocks, piece)
        return Alignment(tuple(blocks))

    def to_list(self) -> list[list[int]]:
        """Plain data for JSON: one `[clean_start, clean_end, raw_start, raw_end]` a block."""
        return [list(block) for block in self.blocks]

    @classmethod
    def from_list(cls, rows: Sequence[Sequence[int]]) -> "Alignment":
        """The reverse of `to_list`. Raises ValueError where blocks do not touch."""
        blocks = tuple(Block(*row) for row in rows)
        clean = raw = 0
        for block in blocks:
            if (block.clean_start, block.raw_start) != (clean, raw) or block.clean_end < clean or block.raw_end < raw:
                raise ValueError(f"block {tuple(block)} does not begin at ({clean}, {raw})")
            clean, raw = block.clean_end, block.raw_end
        return cls(blocks)

    def _block_of_clean(self, at: int) -> Block:
        """The block that clean character `at` lies in (never one that is empty on the clean side)."""
        index = bisect_right(self.blocks, at, key=lambda block: block.clean_start) - 1
        return self.blocks[index]

    def _raw_point(self, at: int) -> int:
        """Where an empty clean span lies in the raw text."""
        if at == self.clean_length:
            return self.raw_length
        block = self._block_of_clean(at)
        return block.raw_start + (at - block.clean_start if block.linear else 0)


def _push(blocks: list[Block], block: Block) -> None:
    """Append a block, leaving out empty ones and joining it to the last where both run character for character."""
    if block.clean_start == block.clean_end and block.raw_start == block.raw_end:
        return
    if blocks and blocks[-1].linear and block.linear:
        last = blocks.pop()
        block = Block(last.clean_start, block.clean_end, last.raw_start, block.raw_end)
    blocks.append(block)


def _compose(upper: Sequence[Block], lower: Sequence[Block]) -> Iterator[Block]:
    """Blocks clean → raw out of `upper` (clean → middle) and `lower` (middle → raw).

    Both are cut at every boundary in the middle text that does not fall inside an unequal block of the other side;
    such a block cannot be cut, so what overlaps it becomes one block with it.
    """
    up = [Block(b.raw_start, b.raw_end, b.clean_start, b.clean_end) for b in upper]  # middle first, as in `lower`
    edges = {edge for block in (*up, *lower) for edge in (block.clean_start, block.clean_end)}
    cuts = [edge for edge in sorted(edges) if not _splits(up, edge) and not _splits(lower, edge)]
    clean = raw = 0
    for cut in cuts:
        (clean_low, clean_high), (raw_low, raw_high) = _project(up, cut), _project(lower, cut)
        yield Block(clean, clean_low, raw, raw_low)
        yield Block(clean_low, clean_high, raw_low, raw_low)  # restored from nothing
        yield Block(clean_high, clean_high, raw_low, raw_high)  # dropped
        clean, raw = clean_high, raw_high


def _splits(blocks: Sequence[Block], at: int) -> bool:
    """Whether offset `at` of the first side falls inside a block that cannot be cut."""
    block = blocks[bisect_right(blocks, at, key=lambda b: b.clean_start) - 1]
    return not (block.linear or block.raw_start == block.raw_end) and block.clean_start < at < block.clean_end


def _project(blocks: Sequence[Block], at: int) -> tuple[int, int]:
    """The stretch of the second side that lies at offset `at` of the first, a cut; empty unless a block stands there
    that is empty on the first side.
    """
    low = bisect_left(blocks, at, key=lambda b: b.clean_end)  # first block that ends at or after `at`
    block = blocks[low]
    if block.clean_start < at < block.clean_end:
        point = min(block.raw_start + at - block.clean_start, block.raw_end)
        return point, point
    start = block.raw_end if block.clean_start < at else block.raw_start
    high = bisect_right(blocks, at, key=lambda b: b.clean_start)  # first block that begins after `at`
    last = blocks[high - 1]
    return start, last.raw_start if last.clean_end > at else last.raw_end
