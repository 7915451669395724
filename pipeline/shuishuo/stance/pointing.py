"""Whom a pronoun or a phrase such as 对方 or 该公司 points to, where resolution has left it open."""

from bisect import bisect_left
from collections import defaultdict
from functools import cache

from ..record import Attribution, Kind, Range, Record
from ..resources import lexicon_rows

_OWN = frozenset(("我", "我们", "自己", "本人", "本公司", "我方", "我司"))  # the speaker, which is no target
_FAR = 40  # so many mentions back, nobody is pointed to


@cache
def _kinds() -> dict[str, frozenset[Kind]]:
    """For each pointing word the kinds of entities that it can stand for."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for row in lexicon_rows("target_pronouns.tsv"):
        kinds[row["pronoun"]].add(row["kind"])  # type: ignore[arg-type]
    return {word: frozenset(found) for word, found in kinds.items()}


class Pointing:
    """Reads the pointing words of one article, by the entities that resolution found in it."""

    def __init__(self, record: Record) -> None:
        self._mentions = sorted(
            (*mention.clean, entity.id) for entity in record.entities for mention in entity.mentions
        )
        self._kinds = {entity.id: entity.kind for entity in record.entities}

    def points(self, words: str) -> bool:
        """Whether `words` is a pronoun or the like, not a name."""
        return words in _OWN or words in _kinds()

    def referent(self, place: Range, attribution: Attribution, words: str) -> str:
        """The entity other than the speaker that `words` at a place of the attribution's content mean, "" for nobody.

        The one of a fitting kind that was named last.
        """
        fitting = _kinds().get(words, frozenset())
        at = bisect_left(self._mentions, (*place, ""))
        before = (identifier for _, _, identifier in reversed(self._mentions[max(0, at - _FAR) : at]))
        return next((i for i in before if i != attribution.speaker and self._kinds[i] in fitting), "")
