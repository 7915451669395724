"""The word lists that names are found with, read once from corpus/lexicon."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ..resources import lexicon_rows


def listed(name: str) -> frozenset[str]:
    """The words of a list in name_words.tsv, such as `title` or `media_ending`. Raises KeyError for an unknown list."""
    return _lists()[name]


@cache
def common() -> frozenset[str]:
    """Ordinary words: LAC takes them for no name in news, where they are frequent."""
    return frozenset(row["word"] for row in lexicon_rows("common_words.tsv"))


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists: dict[str, set[str]] = defaultdict(set)
    for row in lexicon_rows("name_words.tsv"):
        lists[row["list"]].add(row["word"])
    return {name: frozenset(words) for name, words in lists.items()}
