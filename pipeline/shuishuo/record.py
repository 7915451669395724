"""The record: one article with all that is known of it. Every stage takes a record and gives a new one.

Offsets of a `Span` count Unicode code points of `raw`, the text exactly as it was given; `clean` says where the same
words stand in the repaired text, which is what the stages read. A record read from a file is checked: `text` must
equal `raw[start:end]`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, cast

from .alignment import Alignment
from .errors import ShuishuoError

VERSION = 1

Kind = Literal["person", "organization", "anonymous", "document", "product"]
QuoteType = Literal["direct", "indirect", "mixed"]
Label = Literal["favor", "against", "neutral"]

KINDS: tuple[Kind, ...] = ("person", "organization", "anonymous", "document", "product")
QUOTE_TYPES: tuple[QuoteType, ...] = ("direct", "indirect", "mixed")
LABELS: tuple[Label, ...] = ("favor", "against", "neutral")

Range = tuple[int, int]  # [start, end) of a clean text, in code points


@dataclass(frozen=True, kw_only=True)
class Span:
    """Characters [start, end) of the raw text, with their `text`, made into `clean` [start, end) of the clean text."""

    start: int
    end: int
    text: str
    clean: Range


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One repair: raw characters [start, end) were `before` and became `after`.

    `kind` names the repair (`pinyin-splice`, `byte-shift`, `punctuation`, `script`, `boilerplate`, …). The repairs of
    a record, applied to `raw` from left to right, give `clean`.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word: [start, end) of the clean text, with its part of speech (LAC's tag set; "" where none was found)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name found in the clean text; `kind` is `person`, `organization`, `place`, `product` or `time`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Segmentation:
    """What the segment stage found: all offsets are into the clean text, in order and without overlap in each list.

    paragraphs: non-empty lines. sentences: each within one paragraph, never ending inside a quotation.
    tokens: words without white space. names: the gazetteer's and the tagger's, longest first where they compete.
    """

    paragraphs: tuple[Range, ...] = ()
    sentences: tuple[Range, ...] = ()
    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stance:
    """How the speaker of an attribution stands to the entity `target` (an entity id) in these words alone."""

    target: str
    label: Label
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A speaker or a party spoken of. `name` is the fullest name in the article as printed in `raw`, `name_clean` the
    same in the clean text; `mentions` are the places that name it. `link` is its id in the user's own list of entities,
    "" where that list does not hold it.
    """

    id: str
    name: str
    name_clean: str
    kind: Kind
    mentions: tuple[Span, ...] = ()
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """One source, one act of saying, and what was said. `speaker` is an entity id, None where it cannot be known."""

    id: str
    type: QuoteType
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None
    confidence: float = 1.0
    stances: tuple[Stance, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """One article. `sha256` is of the bytes as given; `encoding` is what they were decoded with."""

    id: str
    raw: str
    clean: str
    alignment: Alignment
    path: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    title: str = ""
    url: str = ""
    published: str = ""
    repairs: tuple[Repair, ...] = ()
    segmentation: Segmentation | None = None
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = field(default=())

    def span(self, start: int, end: int) -> Span:
        """The span of clean characters [start, end)."""
        raw_start, raw_end = self.alignment.to_raw(start, end)
        return Span(start=raw_start, end=raw_end, text=self.raw[raw_start:raw_end], clean=(start, end))

    def clean_text(self, span: Span) -> str:
        """The repaired words of a span."""
        return self.clean[slice(*span.clean)]

    @property
    def segmented(self) -> Segmentation:
        """The segmentation; raises ShuishuoError E405 where the segment stage has not run."""
        if self.segmentation is None:
            raise ShuishuoError("E405", f"article {self.id}: not segmented")
        return self.segmentation

    def with_(self, **changes: Any) -> "Record":
        """A copy with some fields changed."""
        return replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, field names as published; the reverse is `from_dict`."""
        out = asdict(self)
        out["alignment"] = self.alignment.to_list()
        if self.segmentation is not None:  # one short row a word: tokens are most of a record's bytes
            out["segmentation"]["tokens"] = [[t.start, t.end, t.tag] for t in self.segmentation.tokens]
            out["segmentation"]["names"] = [[n.start, n.end, n.kind] for n in self.segmentation.names]
        return {"version": VERSION, **out}

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Record":
        """Read a record and check every span. Raises ShuishuoError E301, E302 or E303."""
        try:
            return _read(data)
        except (KeyError, TypeError, ValueError) as error:
            raise ShuishuoError("E302", f"article {data.get('id', '?')}: {error!r}") from error

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """Read one line of JSON. Raises ShuishuoError E301, E302 or E303."""
        try:
            data = json.loads(line)
        except ValueError as error:
            raise ShuishuoError("E302", str(error)) from error
        if not isinstance(data, dict):
            raise ShuishuoError("E302", "not a JSON object")
        return cls.from_dict(data)


def _read(data: Mapping[str, Any]) -> Record:
    if data["version"] > VERSION:
        raise ShuishuoError("E303", f"article {data['id']}: version {data['version']}, not {VERSION}")
    raw, clean = str(data["raw"]), str(data["clean"])
    alignment = Alignment.from_list(data["alignment"])
    if (alignment.clean_length, alignment.raw_length) != (len(clean), len(raw)):
        raise ValueError("alignment does not cover both texts")

    def spans(rows: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
        return tuple(read_span(row, raw, alignment, data["id"]) for row in rows)

    def known(value: str, values: tuple[str, ...]) -> str:
        if value not in values:
            raise ValueError(f"{value!r} is none of {', '.join(values)}")
        return value

    entities = tuple(
        Entity(**{**row, "kind": cast(Kind, known(row["kind"], KINDS)), "mentions": spans(row["mentions"])})
        for row in data["entities"]
    )
    attributions = tuple(
        Attribution(
            **{
                **row,
                "type": cast(QuoteType, known(row["type"], QUOTE_TYPES)),
                "source": spans(row["source"]),
                "cue": spans(row["cue"]),
                "content": spans(row["content"]),
                "stances": tuple(
                    Stance(**{**x, "label": cast(Label, known(x["label"], LABELS))}) for x in row["stances"]
                ),
            }
        )
        for row in data["attributions"]
    )
    ids = {entity.id for entity in entities}
    named = {a.speaker for a in attributions if a.speaker} | {x.target for a in attributions for x in a.stances}
    if not named <= ids:
        raise ValueError(f"no such entity: {', '.join(sorted(named - ids))}")
    rest = {key: value for key, value in data.items() if key not in ("version", "segmentation")}
    return Record(
        **{
            **rest,
            "alignment": alignment,
            "repairs": tuple(Repair(**row) for row in data["repairs"]),
            "segmentation": _read_segmentation(data["segmentation"]),
            "entities": entities,
            "attributions": attributions,
        }
    )


def read_span(row: Mapping[str, Any], raw: str, alignment: Alignment, article: str) -> Span:
    """A span from plain data, its text checked. Raises ShuishuoError E301 where the text differs."""
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start <= end <= len(raw) or raw[start:end] != row["text"]:
        raise ShuishuoError("E301", f"article {article}: [{start}, {end}) is not {row['text']!r}")
    low, high = row["clean"] if "clean" in row else alignment.to_clean(start, end)
    return Span(start=start, end=end, text=row["text"], clean=(int(low), int(high)))


def _read_segmentation(data: Mapping[str, Any] | None) -> Segmentation | None:
    if data is None:
        return None
    return Segmentation(
        paragraphs=tuple((int(a), int(b)) for a, b in data["paragraphs"]),
        sentences=tuple((int(a), int(b)) for a, b in data["sentences"]),
        tokens=tuple(Token(start=a, end=b, tag=tag) for a, b, tag in data["tokens"]),
        names=tuple(Name(start=a, end=b, kind=kind) for a, b, kind in data["names"]),
    )
