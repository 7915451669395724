"""Entity matching: which predicted entity is which gold one, one to one within an article."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from ..document import Document
from ..record import Range
from .pairing import Pair
from .spans import characters

_SAME_NAME = 1_000_000  # more than any count of mentions: an equal name always decides


def match_entities(gold: Document, predicted: Document, pairs: Iterable[Pair], text: str) -> dict[str, str]:
    """Map predicted entity ids to gold ones; what is left out has no counterpart.

    Evidence, the most first: equal names; then one point for each pair whose speakers they are and whose source spans
    overlap, and one for each mention of the predicted entity that stands exactly where the gold name stands.
    """
    evidence: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        g, p = pair.gold, pair.predicted
        if g.speaker and p.speaker and characters(g.source, text) & characters(p.source, text):
            evidence[g.speaker, p.speaker] += 1
    for g_entity in gold.entities:
        stands = places_of(g_entity.name, text)
        for p_entity in predicted.entities:
            points = sum((mention.start, mention.end) in stands for mention in p_entity.mentions)
            if _plain(g_entity.name) == _plain(p_entity.name):
                points += _SAME_NAME
            evidence[g_entity.id, p_entity.id] += points
    matched: dict[str, str] = {}
    taken = set()
    for (g_id, p_id), points in sorted(evidence.items(), key=lambda item: (-item[1], item[0])):
        if points and p_id not in matched and g_id not in taken:
            matched[p_id] = g_id
            taken.add(g_id)
    return matched


def _plain(name: str) -> str:
    """A name as it is compared: letters, digits and characters only, full width and case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", name) if c.isalnum()).lower()


def places_of(name: str, text: str) -> set[Range]:
    """Where `name` stands in `text`, overlapping places included."""
    starts = (match.start() for match in re.finditer(f"(?={re.escape(name)})", text)) if name else ()
    return {(start, start + len(name)) for start in starts}
