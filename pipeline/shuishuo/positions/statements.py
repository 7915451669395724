"""Statements: every stance of every record as one row, with the words that it was judged by."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..record import Entity, Kind, Label, QuoteType, Record

_GAP = " … "  # between the pieces of a content
_DATE = 10  # characters of YYYY-MM-DD


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody across articles. `key` tells parties apart: the user's own id of it, else its plain name; an unnamed
    person or document is somebody else in every article.
    """

    key: str
    name: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one speaker says of one target at one place.

    `published` is YYYY-MM-DD or shorter, "" where it is not known. `start`, `end`: the content's first and last
    character in the raw text. `content`: its words in the clean text.
    """

    article: str
    published: str
    attribution: str
    type: QuoteType
    speaker: Party
    target: Party
    label: Label
    confidence: float
    start: int
    end: int
    content: str


def statements(records: Iterable[Record]) -> Iterator[Statement]:
    """All statements of annotated records in their order; attributions without a known speaker have none."""
    for record in records:
        parties = {entity.id: _party(entity, record.id) for entity in record.entities}
        for attribution in record.attributions:
            if attribution.speaker is None:
                continue
            for stance in attribution.stances:
                yield Statement(
                    article=record.id,
                    published=record.published[:_DATE],
                    attribution=attribution.id,
                    type=attribution.type,
                    speaker=parties[attribution.speaker],
                    target=parties[stance.target],
                    label=stance.label,
                    confidence=stance.confidence,
                    start=min(span.start for span in attribution.content),
                    end=max(span.end for span in attribution.content),
                    content=_GAP.join(record.clean_text(span) for span in attribution.content),
                )


def _party(entity: Entity, article: str) -> Party:
    plain = "".join(c for c in unicodedata.normalize("NFKC", entity.name_clean) if c.isalnum()).lower()
    key = entity.link or (f"{article}/{plain}" if entity.kind in ("anonymous", "document") else plain)
    return Party(key=key, name=entity.name_clean, kind=entity.kind)
