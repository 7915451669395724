"""Traditional characters to Simplified ones, in articles that are written in Traditional characters."""

import re
from collections.abc import Iterator
from functools import cache

from opencc import OpenCC

from ..resources import lexicon_rows
from .draft import Fix

_CONFIG = "hk2s"  # like t2s, and it knows the variants 衞, 枱 and 敍 of Hong Kong
_IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0xA000)]


def fold(text: str) -> list[Fix]:
    """Write a Traditional text in Simplified characters; a Simplified one keeps its 乾, 著 and 瞭."""
    if not is_traditional(text):
        return []
    simplified = _converter(_CONFIG).convert(text)
    if len(simplified) != len(text):
        simplified = "".join(_same_length(line) for line in text.splitlines(keepends=True))
    if "着" not in text:  # where both are used, 著 is the one of 著名 already
        simplified = _aspect().sub("着", simplified)
    return list(_differences(text, simplified))


def is_traditional(text: str) -> bool:
    """Whether more of the characters are known to Traditional only than to Simplified only."""
    traditional, simplified = _one_sided()
    return len(traditional.findall(text)) > len(simplified.findall(text))


def _same_length(line: str) -> str:
    """A line converted as a whole, or character by character where that would change its length."""
    converter = _converter(_CONFIG)
    whole: str = converter.convert(line)
    if len(whole) == len(line):
        return whole
    return "".join(new if len(new := converter.convert(char)) == 1 else char for char in line)


def _differences(before: str, after: str) -> Iterator[Fix]:
    start = -1
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new and start < 0:
            start = at
        elif old == new and start >= 0:
            yield Fix("script", start, at, after[start:at])
            start = -1
    if start >= 0:
        yield Fix("script", start, len(before), after[start:])


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def _aspect() -> re.Pattern[str]:
    """著 where it is written 着 in Simplified texts: everywhere but in the words of a list."""
    words = [row["word"] for row in lexicon_rows("words_with_zhu.tsv")]
    ahead = {word[1:] for word in words if word.startswith("著")}
    behind = {word[:-1] for word in words if word.endswith("著")}
    before = "".join(f"(?<!{rest})" for rest in sorted(behind))
    return re.compile(f"{before}著(?!{'|'.join(sorted(ahead))})")


@cache
def _one_sided() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only Traditional texts use, and those that only Simplified texts use.

    A character is one-sided if OpenCC changes it and the other side's national character set does not have it.
    """
    return _not_in("t2s", "gb2312"), _not_in("s2t", "big5")


def _not_in(config: str, charset: str) -> re.Pattern[str]:
    converted = _converter(config).convert("\n".join(_IDEOGRAPHS)).split("\n")
    pairs = zip(_IDEOGRAPHS, converted, strict=True)
    return re.compile(f"[{''.join(old for old, new in pairs if new != old and not old.encode(charset, 'ignore'))}]")
