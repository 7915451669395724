"""The rules' word lists, read from corpus/lexicon: cues with their kind, and the small closed classes of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast, get_args

from ...errors import ShuishuoError
from ...resources import folder

CueKind = Literal["speech", "view", "act", "text", "noun"]


@dataclass(frozen=True, kw_only=True)
class CueEntry:
    """A reporting word. kind: what sort of act it reports (`noun`: only as a noun); noun: whether the noun cues too,
    as in 他的解释是.
    """

    word: str
    kind: CueKind
    noun: bool


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """cues: entries by word. lists: the closed classes of rule_words.tsv by name. counts: by cue, left
    context and what follows, how many were found and how many right; runs: the same for sentences that a statement
    runs on into, by feature and value.
    """

    cues: dict[str, CueEntry]
    lists: dict[str, frozenset[str]]
    counts: dict[tuple[str, str, str], tuple[int, int]]
    runs: dict[tuple[str, str], tuple[int, int]]

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """Verbs of saying that other verbs take on (笑+称), the longest first."""
        return tuple(sorted(self.lists["tail"], key=lambda word: (-len(word), word)))

    @cached_property
    def first_characters(self) -> frozenset[str]:
        """What a cue can begin with."""
        return frozenset(word[0] for word in self.cues)

    @cached_property
    def last_characters(self) -> frozenset[str]:
        """What a cue can end with."""
        return frozenset(word[-1] for word in (*self.cues, *self.tails))

    def has(self, name: str, word: str) -> bool:
        """Whether `word` is in the list `name`."""
        return word in self.lists[name]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package. Raises ShuishuoError E401 where a file is missing or misses a column."""
    root = folder("corpus/lexicon")
    cues: dict[str, CueEntry] = {}
    for word, kind, noun in _rows(root / "cues.tsv", 3):
        if kind not in get_args(CueKind):
            raise ShuishuoError("E401", f"cues.tsv: {word} is of the unknown kind {kind}")
        cues[word] = CueEntry(word=word, kind=cast(CueKind, kind), noun=noun == "yes")
    lists: dict[str, set[str]] = {}
    for name, word in _rows(root / "rule_words.tsv", 2):
        lists.setdefault(name, set()).add(word)
    counts = {
        (cue, left, follow): (int(found), int(right))
        for cue, left, follow, found, right in _rows(root / "cue_counts.tsv", 5)
    }
    runs = {
        (feature, value): (int(found), int(right))
        for feature, value, found, right in _rows(root / "run_on_counts.tsv", 4)
    }
    return Lexicon(cues=cues, lists={name: frozenset(words) for name, words in lists.items()}, counts=counts, runs=runs)


def _rows(path: Path, width: int) -> Iterator[list[str]]:
    """The rows of a table below its header."""
    if not path.is_file():
        raise ShuishuoError("E401", path.name)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        row = line.split("\t")
        if len(row) != width:
            raise ShuishuoError("E401", f"{path.name}: not {width} columns: {line!r}")
        yield row
