"""What the attribution model reads: pieces, characters, hints on punctuation. Shared by training and run time.

Everything here is a function of the clean text alone, in numpy, so that training and run time cannot drift apart.
"""

import functools
import unicodedata
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3  # ids of the special pieces
CLASS_COUNT = 14
PLACES = 9
DEPTHS = 3  # outside quotation marks, inside one pair, inside two or more
DISTANCES, SENTENCES, PARAGRAPHS = 51, 17, 9

_CLASSES = {
    **dict.fromkeys("“「『", 2),
    **dict.fromkeys("”」』", 3),
    **dict.fromkeys("‘", 4),
    **dict.fromkeys("’", 5),
    **dict.fromkeys("。！？!?…", 6),
    **dict.fromkeys("，、,", 7),
    **dict.fromkeys("：:", 8),
    "\n": 9,
    **dict.fromkeys(" \u3000\t", 10),
    **dict.fromkeys("《》〈〉（）()【】[]", 11),
    **dict.fromkeys("；;—-～~·.％%/", 12),
}
SENTENCE_END, CLAUSE_END, LINE_END, _LATIN = 6, 7, 9, 13
# Signed distance in characters: exact to 15 either way, then ever wider steps.
_EDGES = np.array([16, 20, 26, 34, 46, 64, 96, 160, 288])


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """An article in the encoder's pieces. `ids` [P]; for each character `piece` [L], the index of the piece that holds
    it; `place` [L], where in the piece it stands (0 … PLACES-1); `single` [L], the id of the character by itself.
    """

    ids: Numbers
    piece: Numbers
    place: Numbers
    single: Numbers


def fold(text: str) -> str:
    """NFKC, character for character: what would become longer or vanish keeps its first or own form."""
    return "".join(c if c < "\x7f" or "\u4e00" <= c <= "\u9fff" else _fold(c) for c in text)


@functools.cache
def _fold(c: str) -> str:
    folded = unicodedata.normalize("NFKC", c)
    return folded[0] if folded else c


def to_pieces(text: str, tokenizer: Any) -> Pieces:
    """Segment each line of a clean text by itself with a `tokenizers.Tokenizer`; line ends belong to the piece before.

    An empty text gives no pieces. Raises nothing of its own.
    """
    ids: list[int] = []
    piece = np.zeros(len(text), dtype=np.int64)
    place = np.zeros(len(text), dtype=np.int64)
    at = 0
    for line in fold(text).split("\n"):
        if line:
            encoded = tokenizer.encode(line, add_special_tokens=False)
            for id_, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
                piece[at + start : at + end] = len(ids)
                place[at + start : at + end] = np.minimum(np.arange(end - start), 3)
                if end > start:
                    place[at + end - 1] += 4
                ids.append(id_)
        at += len(line)
        if at < len(text):
            piece[at] = max(0, len(ids) - 1)
            place[at] = PLACES - 1
        at += 1
    vocabulary = _singles(tokenizer)
    single = np.array([vocabulary.get(c, UNKNOWN) for c in fold(text)], dtype=np.int64)
    return Pieces(ids=np.array(ids, dtype=np.int64), piece=piece, place=place, single=single)


@functools.lru_cache(maxsize=4)
def _singles(tokenizer: Any) -> dict[str, int]:
    known = {piece: id_ for piece, id_ in tokenizer.get_vocab().items() if len(piece) == 1}
    known[" "] = known.get("▁", UNKNOWN)
    known["\n"] = END
    return known


def classes(text: str) -> Numbers:
    """The punctuation class of each character, 1 for those that are none, 13 for Latin letters and digits."""
    return np.array(
        [_CLASSES.get(c, _LATIN if c.isascii() and c.isalnum() else 1) for c in text],
        dtype=np.int64,
    )


def depths(text: str) -> Numbers:
    """How many quotations each character stands in (0, 1, 2 for two and more), the marks themselves included.

    A paragraph's end closes them all: where a speech runs over paragraphs, each opens with a mark of its own.
    """
    out = np.zeros(len(text), dtype=np.int64)
    depth = 0
    for i, c in enumerate(text):
        kind = _CLASSES.get(c, 1)
        if kind == LINE_END:
            depth = 0
        elif kind in (2, 4):
            depth += 1
        out[i] = min(depth, DEPTHS - 1)
        if kind in (3, 5):
            depth = max(0, depth - 1)
    return out


def ordinals(kinds: Numbers) -> tuple[Numbers, Numbers]:
    """The running number of each character's sentence and paragraph, from the classes of a whole article."""
    ends = (kinds == SENTENCE_END).astype(np.int64)
    lines = (kinds == LINE_END).astype(np.int64)
    return np.cumsum(ends) - ends, np.cumsum(lines) - lines


def distances(positions: Numbers, anchors: Numbers) -> Numbers:
    """Bucket of the signed distance of `positions` [N, R] from `anchors` [N]: 0 … DISTANCES-1, the anchor itself 25."""
    signed = positions - anchors[:, None]
    size = np.abs(signed)
    bucket = np.where(size < 16, size, 16 + np.searchsorted(_EDGES, size, side="right") - 1)
    out: Numbers = np.where(signed < 0, 25 - bucket, 25 + bucket).astype(np.int64)
    return out


def steps(numbers: Numbers, at_anchor: Numbers, count: int) -> Numbers:
    """Signed difference of running `numbers` [N, R] from `at_anchor` [N], clipped into `count` buckets."""
    half = count // 2
    out: Numbers = (np.clip(numbers - at_anchor[:, None], -half, half) + half).astype(np.int64)
    return out


def as_seen_from(
    anchors: Numbers, positions: Numbers, sentences: Numbers, paragraphs: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """How far `positions` [N, R] are from `anchors` [N], in buckets of characters, sentences and paragraphs.

    sentences, paragraphs: the ordinals of all the text's characters, from `ordinals`.
    """
    return (
        distances(positions, anchors),
        steps(sentences[positions], sentences[anchors], SENTENCES),
        steps(paragraphs[positions], paragraphs[anchors], PARAGRAPHS),
    )


def cut_windows(length: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """Windows [start, end) of at most `size` characters that cover a text of `length`, all equally long.

    Neighbours share about `overlap` characters, never fewer. An empty text has no window.
    """
    if length <= size:
        return [(0, length)] if length else []
    count = -(-(length - overlap) // (size - overlap))
    width = -(-(length + (count - 1) * overlap) // count)
    starts = [(length - width) * i // (count - 1) for i in range(count)]
    return [(start, start + width) for start in starts]
