"""Measures the undoing of damage: clean articles are damaged by the forward model, mended, and compared.

`python -m shuishuo.repair.damage.measure ARTICLES --pairs 2000`, where ARTICLES is a `.jsonl` or `.jsonl.gz` file of
undamaged articles (`id`, `text`). Pairs are made from the articles on which the language model was not trained, in
Traditional characters, each with key characters of its own, drawn at random.

A splice is restored if its reading is gone and the characters beside it are the author's; a shifted spot (all that
lies between two stretches of undamaged text) if it reads as the author wrote it. Where a digit was swallowed, which no
method can know, a spot can at best show where it stood; these spots are counted apart.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from . import gbk
from .fix import Fix, apply
from .forward import fold, forward
from .readings import readings
from .symbols import to_simplified, to_traditional_text

LENGTH = 600  # characters of an article in a pair, about
KEYS = 30  # key characters of a pair
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
    for clean, shown, mended in zip(*(fold(text).split("\n") for text in (pair.clean, bare, restored)), strict=True):
        found += _spots(clean, shown, mended)
    found["exact"] = int(fold(restored) == fold(pair.clean))
    return found


def _spots(clean: str, shown: str, mended: str) -> Counter[str]:
    found: Counter[str] = Counter()
    if clean == shown == mended:
        return found
    wrong = _differences(clean, mended)
    for start, end in _joined((low, high) for low, high, _ in _differences(clean, shown)):
        here = [(clean[low:high], instead) for low, high, instead in wrong if low <= end and start <= high]
        wrong = [(low, high, instead) for low, high, instead in wrong if not (low <= end and start <= high)]
        found["spots"] += 1
        found["spots restored"] += not here
        found["spots but for a digit"] += bool(here) and all(
            was.isdigit() and instead == "?" * len(was) for was, instead in here
        )
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
