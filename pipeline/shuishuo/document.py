"""A document: who said what in one article and nothing else, in the stand-off form that gold is kept in.

Gold is read into documents, a predicted record is reduced to one, and then the two can be compared. Offsets count
Unicode code points of the article as it was given.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast, get_args

from .errors import ShuishuoError
from .record import Kind, Label, QuoteType, Record, Stance


@dataclass(frozen=True, kw_only=True)
class Span:
    """Characters [start, end) of the article; `text` is what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A speaker or a party spoken of. Gold has no `mentions`; of a prediction they help to tell who is meant."""

    id: str
    kind: Kind
    name: str
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """One source, one act of saying, and what was said. `speaker` is an entity id, None where it cannot be known.

    `confidence`, 0 to 1, is that of a prediction; gold has none.
    """

    id: str
    type: QuoteType
    speaker: str | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stances: tuple[Stance, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """The entities and attributions of the article `id`."""

    id: str
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    def entity(self, id_: str | None) -> Entity | None:
        """The entity of that id, None for None. Raises KeyError where there is none of that id."""
        return None if id_ is None else {entity.id: entity for entity in self.entities}[id_]

    def check(self, text: str) -> None:
        """Raise ShuishuoError E301 where a span's text is not what stands in the article's `text`."""
        for attribution in self.attributions:
            for span in (*attribution.source, *attribution.cue, *attribution.content):
                if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
                    place = f"article {self.id}, {attribution.id}: [{span.start}, {span.end})"
                    raise ShuishuoError("E301", f"{place} is not {span.text!r}")

    def to_json(self) -> str:
        """One line of stand-off JSON, the same bytes for the same document; mentions and confidences are left out."""
        entities = [{"id": entity.id, "kind": entity.kind, "name": entity.name} for entity in self.entities]
        attributions = [
            {
                "id": a.id,
                "type": a.type,
                "speaker": a.speaker,
                "source": [vars(span) for span in a.source],
                "cue": [vars(span) for span in a.cue],
                "content": [vars(span) for span in a.content],
                "stances": [{"target": stance.target, "label": stance.label} for stance in a.stances],
            }
            for a in self.attributions
        ]
        return json.dumps({"id": self.id, "entities": entities, "attributions": attributions}, ensure_ascii=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Document":
        """Read stand-off gold or a record's plain data; fields that a document lacks are left aside.

        Raises ShuishuoError E302 where a field is missing or of the wrong type or value.
        """
        try:
            entities = tuple(
                Entity(
                    id=str(row["id"]),
                    kind=cast(Kind, _one_of(row["kind"], get_args(Kind))),
                    name=str(row["name"]),
                    mentions=_spans(row.get("mentions", ())),
                )
                for row in data["entities"]
            )
            attributions = tuple(read_attribution(row) for row in data["attributions"])
            known = {entity.id for entity in entities}
            used = {a.speaker for a in attributions if a.speaker} | {s.target for a in attributions for s in a.stances}
            if not used <= known:
                raise ValueError(f"no such entity: {', '.join(sorted(used - known))}")
            return cls(id=str(data["id"]), entities=entities, attributions=attributions)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ShuishuoError("E302", f"{error!r}") from error

    @classmethod
    def from_record(cls, record: Record) -> "Document":
        """A record's entities and attributions, raw offsets kept."""
        entities, attributions = map(asdict, record.entities), map(asdict, record.attributions)
        return cls.from_dict({"id": record.id, "entities": entities, "attributions": attributions})


def read_documents(lines: Iterable[str]) -> list[Document]:
    """Read stand-off gold or records, one JSON object a line. Raises ShuishuoError E302 naming the line."""
    documents = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            documents.append(Document.from_dict(json.loads(line)))
        except ValueError as error:
            raise ShuishuoError("E302", f"line {number}: {error}") from error
        except ShuishuoError as error:
            raise ShuishuoError(error.code, f"line {number}: {error.detail}") from error
    return documents


def read_attribution(row: Mapping[str, Any]) -> Attribution:
    """An attribution from plain data. Raises KeyError or ValueError where something is missing or wrong."""
    content = _spans(row["content"])
    if not content:
        raise ValueError(f"{row['id']} has no content")
    return Attribution(
        id=str(row["id"]),
        type=cast(QuoteType, _one_of(row["type"], get_args(QuoteType))),
        speaker=row["speaker"],
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        content=content,
        stances=tuple(
            Stance(target=str(x["target"]), label=cast(Label, _one_of(x["label"], get_args(Label))))
            for x in row["stances"]
        ),
        confidence=None if row.get("confidence") is None else float(row["confidence"]),
    )


def _spans(rows: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(start=int(row["start"]), end=int(row["end"]), text=str(row["text"])) for row in rows)


def _one_of(value: Any, values: tuple[str, ...]) -> str:
    if value not in values:
        raise ValueError(f"{value!r} is none of {', '.join(values)}")
    return str(value)
