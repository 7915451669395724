"""Trains the character language model of the damage repair from texts: counts in, one small file and a manifest out.

`python -m shuishuo.train.language_model TEXT... --output DIR`, where a TEXT is a `.jsonl` or `.jsonl.gz` file of
articles (`id`, `text`), a `.conllu` file or a `.bio.gz` file (one character a row). Of the articles those with
`held_out(id)` are left out; the damage repair is measured on them.
"""

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..repair.damage.language_model import BITS, EDGE, FILE, STEPS, UNKNOWN, planes
from ..repair.damage.symbols import symbol
from ..resources import write_manifest

Integers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

LEAST = (1, 1, 1, 2)  # an n-gram of length n is kept if it was seen so often: the length of this is the model's order
RARE = 2  # symbols seen less often are unknown
DISCOUNT = 0.8
HELD_OUT = 4  # one article in so many is held out


def held_out(article: str) -> bool:
    """Whether the article with this id is kept for measuring."""
    return zlib.crc32(article.encode()) % HELD_OUT == 0


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a file, those of held-out articles left out."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        if ".jsonl" in path.suffixes:
            for article in map(json.loads, lines):
                if not held_out(article["id"]):
                    yield from article["text"].split("\n")
        elif ".bio" in path.suffixes:
            for _, sentence in groupby(lines, key=str.isspace):
                yield "".join(row.split()[0] for row in sentence if not row.isspace())
        else:
            yield from (line.removeprefix("# text = ").strip() for line in lines if line.startswith("# text = "))


@dataclass(frozen=True, eq=False)
class Table:
    """N-grams of one length with their log probabilities and log back-off weights."""

    keys: Integers
    log: Reals
    backoff: Reals


def train(texts: Iterable[str]) -> tuple[list[str], list[Table]]:
    """The symbols by number, and one table a length of n-gram, from one to `len(LEAST)`."""
    lines = [[symbol(character) for character in text] for text in texts if text.strip()]
    counts = Counter(found for line in lines for found in line)
    symbols = ["\0", "\n", *sorted(found for found, count in counts.items() if count >= RARE and len(found) == 1)]
    numbers = {found: number for number, found in enumerate(symbols)}
    stream = [EDGE]
    for line in lines:
        stream += [numbers.get(found, UNKNOWN) for found in line]
        stream.append(EDGE)
    return symbols, _tables(np.array(stream, dtype=np.int64), len(symbols))


def _tables(stream: Integers, size: int) -> list[Table]:
    seen = [_count(stream, length) for length in range(1, len(LEAST) + 1)]
    tables: list[Table] = []
    for length, (keys, counts) in enumerate(seen, 1):
        weights = counts
        if length < len(seen):  # below the top, an n-gram counts by how many different symbols stand before it
            longer = seen[length][0] & ((1 << BITS * length) - 1)
            at_edge = keys >> BITS * (length - 1) == EDGE
            ends, before = np.unique(longer, return_counts=True)
            varied = np.zeros(len(keys), dtype=np.int64)
            varied[np.searchsorted(keys, ends)] = before
            weights = np.where(at_edge | (varied == 0), counts, varied)
        tables.append(_table(keys, weights, keep=counts >= LEAST[length - 1], length=length, shorter=tables, size=size))
    return tables


def _count(stream: Integers, length: int) -> tuple[Integers, Integers]:
    """The n-grams of a stream that no paragraph's end divides, packed, with their counts."""
    window = np.lib.stride_tricks.sliding_window_view(stream, length)
    window = window[(window[:, 1:-1] != EDGE).all(axis=1) & ~((window[:, 0] == EDGE) & (window[:, -1] == EDGE))]
    packed = np.zeros(len(window), dtype=np.int64)
    for column in window.T:
        packed = packed << BITS | column
    keys, counts = np.unique(packed, return_counts=True)
    return keys, counts


def _table(
    keys: Integers, weights: Integers, *, keep: npt.NDArray[np.bool_], length: int, shorter: list[Table], size: int
) -> Table:
    """The table of one length; writes the back-off weights of the next shorter one."""
    if length == 1:
        all_weights = np.zeros(size)
        all_weights[keys] = weights
        spread = DISCOUNT * np.count_nonzero(all_weights) / size
        probability = (np.maximum(all_weights - DISCOUNT, 0) + spread) / all_weights.sum()
        return Table(np.arange(size, dtype=np.int64), np.log(probability), np.zeros(size))
    contexts, group = np.unique(keys >> BITS, return_inverse=True)
    total, kinds = np.bincount(group, weights), np.bincount(group)
    lower = np.exp(_log(shorter, keys & ((1 << BITS * (length - 1)) - 1), length - 1))
    probability = (weights - DISCOUNT + DISCOUNT * kinds[group] * lower) / total[group]
    left = 1 - np.bincount(group[keep], probability[keep], len(contexts))
    lower_left = 1 - np.bincount(group[keep], lower[keep], len(contexts))
    below = shorter[-1]
    at = np.atleast_1d(np.searchsorted(below.keys, contexts))
    found = (at < len(below.keys)) & (below.keys[np.minimum(at, len(below.keys) - 1)] == contexts)
    below.backoff[at[found]] = np.log(np.maximum(left, 1e-6) / np.maximum(lower_left, 1e-6))[found]
    return Table(keys[keep], np.log(probability[keep]), np.zeros(np.count_nonzero(keep)))


def _log(tables: list[Table], keys: Integers, length: int) -> Reals:
    """The log probabilities that the tables so far give n-grams of `length`."""
    table = tables[length - 1]
    at = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    found = table.keys[at] == keys
    log = table.log[at]
    if not found.all():
        missing = keys[~found]
        below = tables[length - 2]
        context = np.minimum(np.searchsorted(below.keys, missing >> BITS), len(below.keys) - 1)
        weight = np.where(below.keys[context] == missing >> BITS, below.backoff[context], 0.0)
        log[~found] = weight + _log(tables, missing & ((1 << BITS * (length - 1)) - 1), length - 1)
    return log


def write(symbols: list[str], tables: list[Table], directory: Path) -> None:
    """Write the model and its manifest into a folder."""
    directory.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "order": np.array(len(tables)),
        "symbols": np.array([ord(found) for found in symbols], dtype=np.uint32),
    }
    for length, table in enumerate(tables, 1):
        arrays[f"keys{length}"] = planes(table.keys)
        arrays[f"costs{length}"] = np.clip(np.round(-table.log * STEPS), 0, 255).astype(np.uint8)
        if length < len(tables):
            arrays[f"backoffs{length}"] = np.clip(np.round(-table.backoff * STEPS), 0, 255).astype(np.uint8)
        else:
            arrays[f"backoffs{length}"] = np.zeros(0, dtype=np.uint8)
    np.savez_compressed(directory / FILE, allow_pickle=False, **arrays)
    write_manifest(directory, [FILE])


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the character language model of the damage repair.")
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT", help=".jsonl, .jsonl.gz or .conllu")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR")
    arguments = parser.parse_args()
    symbols, tables = train(line for path in arguments.texts for line in paragraphs(path))
    write(symbols, tables, arguments.output)


if __name__ == "__main__":
    main()
