"""Measures the undoing of damage: clean articles are damaged by the forward model, mended, and compared.

`python -m shuishuo.repair.damage.measure ARTICLES --pairs 2000`, where ARTICLES is a `.jsonl` or `.jsonl.gz` file of
undamaged articles (`id`, `text`). Pairs are made from the articles on which the language model was not trained, in
Traditional characters, each with key characters of its own, drawn at random.

A splice is restored if its reading is gone and the characters beside it are the author's; a shifted spot (all that
lies between two stretches of undamaged text) if it reads as the author wrote it. A digit is lost for good where
another one in its place would have given the very same page; spots with such a digit are counted apart, too.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, cycle, islice
from pathlib import Path
from typing import NamedTuple

from ...train.language_model import held_out
from . import gbk, undo
from .fix import Fix, apply
from .forward import fold, forward
from .readings import readings
from .symbols import to_simplified, to_traditional_text

LENGTH = 400  # characters of an article in a pair, about
KEYS = 20  # key characters of a pair
DIGITS = "0123456789"
NEAR = 3  # differences with fewer equal characters between them are one spot


class Pair(NamedTuple):
    """A clean text and its damage; `keys` are the glossed characters with their readings."""

    clean: str
    damaged: str
    keys: Mapping[str, str]


def pairs(texts: Sequence[str], *, seed: int = 0) -> Iterator[Pair]:
    """Pairs without end: one from each text in turn, with other keys and another part of it each time round."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    common = [key for key, _ in Counter("".join(texts)).most_common() if to_simplified(key) != key and readings(key)]
    for text in cycle(texts):
        clean = _part(text.split("\n"), chance)
        own = sorted({key for key in common if key in clean})
        chosen = {*chance.sample(own, min(len(own), KEYS // 2)), *chance.sample(common, KEYS // 2)}
        keys = {key: chance.choice((readings(key)[0], *readings(key))) for key in sorted(chosen)}
        yield Pair(clean, forward(clean, keys), keys)


def _part(paragraphs: Sequence[str], chance: random.Random) -> str:
    """Some paragraphs from a random one on, about LENGTH characters, without those that GBK cannot write."""
    begin = chance.randrange(len(paragraphs))
    chosen: list[str] = []
    for paragraph in (*paragraphs[begin:], *paragraphs[:begin]):
        if sum(map(len, chosen)) >= LENGTH:
            break
        if paragraph and set(paragraph) <= {*gbk.pairs(), *map(chr, range(0x20, 0x7F))}:
            chosen.append(paragraph)
    return "\n".join(chosen)


def compare(pair: Pair, fixes: Sequence[Fix]) -> Counter[str]:
    """What became of the damage of a pair: counts of splices and spots, restored and in all."""
    behind = re.compile("|".join(re.escape(f"{key}({reading})") for key, reading in pair.keys.items()))
    splices = {(match.start() + 1, match.end()) for match in behind.finditer(pair.damaged)}
    removed = {(fix.start, fix.end) for fix in fixes if not fix.after}
    found = Counter({"pairs": 1, "splices": len(splices), "splices restored": len(splices & removed)})
    bare = apply(pair.damaged, [Fix("pinyin-splice", start, end, "") for start, end in sorted(splices)])
    restored = apply(pair.damaged, fixes)
    texts = pair.clean, pair.damaged, *map(fold, (bare, restored))
    for clean, damaged, shown, mended in zip(*(text.split("\n") for text in texts), strict=True):
        if not fold(clean) == shown == mended:
            found += _spots(fold(clean), shown, mended, _lost_digits(clean, damaged, pair.keys))
    found["exact"] = int(fold(restored) == fold(pair.clean))
    return found


def _lost_digits(clean: str, damaged: str, keys: Mapping[str, str]) -> set[int]:
    """Where in the folded form of a clean paragraph digits stand that its damaged form tells nothing of."""
    lost: set[int] = set()
    for at, digit in enumerate(clean):
        if digit in DIGITS:
            other = DIGITS[DIGITS.index(digit) - 1]
            if forward(clean[:at] + other + clean[at + 1 :], keys) == damaged:
                lost.add(len(fold(clean[:at])))
    return lost


def _spots(clean: str, shown: str, mended: str, lost: Collection[int]) -> Counter[str]:
    """The counts of a paragraph's spots; `lost` are the places of digits that are lost for good."""
    found: Counter[str] = Counter()
    wrong = _differences(clean, mended)
    for start, end in _joined((low, high) for low, high, _ in _differences(clean, shown)):
        here = [(clean[low:high], instead) for low, high, instead in wrong if low <= end and start <= high]
        wrong = [(low, high, instead) for low, high, instead in wrong if not (low <= end and start <= high)]
        found["spots"] += 1
        found["spots restored"] += not here
        if any(start <= at < end for at in lost):
            found["spots with a lost digit"] += 1
            found["spots with a lost digit restored"] += not here
    found["spoiled elsewhere"] += len(wrong)
    return found


def _differences(clean: str, other: str) -> list[tuple[int, int, str]]:
    """Which characters [start, end) of the clean text the other text lacks, and what it has instead."""
    matcher = SequenceMatcher(None, clean, other, autojunk=False)
    return [(i, j, other[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _joined(ranges: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] < NEAR:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def measure(texts: Sequence[str], count: int, *, seed: int = 0) -> Counter[str]:
    """The counts of `count` pairs made from clean texts."""
    found: Counter[str] = Counter()
    for pair in islice(pairs(texts, seed=seed), count):
        begin = time.perf_counter()
        fixes = undo(pair.damaged)
        found["microseconds"] += int(1e6 * (time.perf_counter() - begin))
        found["characters"] += len(pair.damaged)
        found["done again"] += bool(undo(apply(pair.damaged, fixes)))
        found += compare(pair, fixes)
    return found


def mended(texts: Sequence[str], count: int, *, seed: int = 0) -> Iterator[str]:
    """What `measure` counts, in words."""
    found = measure(texts, count, seed=seed)
    digits, known = found["spots with a lost digit"], found["spots with a lost digit restored"]
    yield f"pairs: {found['pairs']}, restored to the last character: {share(found['exact'], found['pairs'])}"
    yield f"splices: {found['splices']}, restored: {share(found['splices restored'], found['splices'])}"
    yield f"shifted spots: {found['spots']}, restored: {share(found['spots restored'], found['spots'])}"
    yield f"shifted spots where no digit is lost for good: {found['spots'] - digits}, restored: " + share(
        found["spots restored"] - known, found["spots"] - digits
    )
    yield f"changes outside the damage: {found['spoiled elsewhere']}"
    yield f"pairs that a second run changes again: {found['done again']}"
    yield f"speed on damaged text: {1e6 * found['characters'] / max(found['microseconds'], 1):,.0f} characters a second"


def share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.2f} %)" if whole else f"{part}"


def undamaged(texts: Sequence[str]) -> Iterator[str]:
    """How many undamaged texts stay as they are, and how fast that is found."""
    begin = time.perf_counter()
    changed = sum(bool(undo(text)) for text in texts)
    seconds = time.perf_counter() - begin
    yield f"undamaged texts: {len(texts)}, unchanged: {share(len(texts) - changed, len(texts))}"
    yield f"speed on undamaged text: {sum(map(len, texts)) / seconds:,.0f} characters a second"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the undoing of damage.")
    parser.add_argument("articles", type=Path, help=".jsonl or .jsonl.gz with id and text")
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    path: Path = arguments.articles
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    unseen = [to_traditional_text(row["text"]) for row in rows if held_out(row["id"])]
    for line in chain(undamaged([row["text"] for row in rows]), mended(unseen, arguments.pairs, seed=arguments.seed)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
