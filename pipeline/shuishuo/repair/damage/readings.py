"""Pinyin readings of characters, and how a spliced one looks in a text."""

import re
from functools import cache

from pypinyin.constants import PINYIN_DICT

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = f"[a-zü{_TONED}]{{1,6}}"
_TONE = re.compile(f"[{_TONED}]")


@cache
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character with tone marks, the usual one first; none for what is no Chinese character."""
    found = PINYIN_DICT.get(ord(character), "") if len(character) == 1 else ""
    return tuple(found.split(",")) if found else ()


def toned(reading: str) -> bool:
    """Whether a reading bears a tone mark."""
    return _TONE.search(reading) is not None
