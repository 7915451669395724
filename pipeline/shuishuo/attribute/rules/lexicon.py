"""The rules' word lists, read from corpus/lexicon: cues with their kind, and the small closed classes of words."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, cast, get_args

from ...errors import ShuishuoError
from ...resources import lexicon_rows

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
    """cues: entries by word. heads: nouns for those who speak (发言人, 法院). lists: the closed classes of
    rule_words.tsv by name. counts: by cue, left context and what follows, how many were found and how many right;
    runs: the same for sentences that a statement runs on into, by feature and value.
    """

    cues: dict[str, CueEntry]
    heads: frozenset[str]
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
    cues: dict[str, CueEntry] = {}
    for row in lexicon_rows("cues.tsv"):
        word, kind = row["cue"], row["kind"]
        if kind not in get_args(CueKind):
            raise ShuishuoError("E401", f"cues.tsv: {word} is of the unknown kind {kind}")
        cues[word] = CueEntry(word=word, kind=cast(CueKind, kind), noun=row["noun"] == "yes")
    lists: dict[str, set[str]] = {}
    for row in lexicon_rows("rule_words.tsv"):
        lists.setdefault(row["list"], set()).add(row["word"])
    counts = {
        (row["cue"], row["left"], row["follow"]): (int(row["found"]), int(row["right"]))
        for row in lexicon_rows("cue_counts.tsv")
    }
    runs = {
        (row["feature"], row["value"]): (int(row["found"]), int(row["right"]))
        for row in lexicon_rows("run_on_counts.tsv")
    }
    return Lexicon(
        cues=cues,
        heads=frozenset(row["head"] for row in lexicon_rows("heads.tsv")),
        lists={name: frozenset(words) for name, words in lists.items()},
        counts=counts,
        runs=runs,
    )
