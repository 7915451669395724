"""Entities and attributions as the lines that annotation files have them in: `e1 | person | 林晚`."""

from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from ..document import Attribution, Document, Entity, Span, read_attribution
from ..errors import ShuishuoError
from ..record import Kind

ROLES = ("source", "cue", "content")
_UNKNOWN, _NONE = "?", "-"


def entity_line(entity: Entity) -> str:
    """`id | kind | name`. Raises ShuishuoError E308 where the name is not one line."""
    if not entity.name.strip() or entity.name != entity.name.strip() or set(entity.name) & set("\r\n\t"):
        raise ShuishuoError("E308", f"the name {entity.name!r} is not one plain line")
    return f"{_id(entity.id)} | {entity.kind} | {entity.name}"


def read_entity_line(line: str) -> Entity:
    """The reverse of `entity_line`. Raises ShuishuoError E307."""
    cells = [cell.strip() for cell in line.split("|", 2)]
    if len(cells) != 3:
        raise ShuishuoError("E307", f"not an entity: {line}")
    return build_entity(*cells)


def attribution_line(attribution: Attribution) -> str:
    """`id | type | speaker | target=label, …`, with `?` for an unknown speaker and `-` for no stances."""
    speaker = _UNKNOWN if attribution.speaker is None else _id(attribution.speaker)
    stances = ", ".join(f"{_id(stance.target)}={stance.label}" for stance in attribution.stances)
    return f"{_id(attribution.id)} | {attribution.type} | {speaker} | {stances or _NONE}"


def read_attribution_line(line: str, spans: Mapping[str, Iterable[Span]]) -> Attribution:
    """The reverse of `attribution_line`, with the spans by role. Raises ShuishuoError E307."""
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 4:
        raise ShuishuoError("E307", f"not an attribution: {line}")
    id_, type_, speaker, written = cells
    stances = [pair.strip().split("=") for pair in ([] if written == _NONE else written.split(","))]
    if any(len(pair) != 2 for pair in stances):
        raise ShuishuoError("E307", f"not stances: {line}")
    return build_attribution(
        {
            "id": id_,
            "type": type_,
            "speaker": None if speaker == _UNKNOWN else speaker,
            "stances": [{"target": target, "label": label} for target, label in stances],
            **{role: [vars(span) for span in spans.get(role, ())] for role in ROLES},
        }
    )


def build_entity(id_: str, kind: str, name: str) -> Entity:
    """An entity. Raises ShuishuoError E307 where something is missing or there is no such kind."""
    if not id_ or not name or kind not in get_args(Kind):
        raise ShuishuoError("E307", f"not an entity: {id_} | {kind} | {name}")
    return Entity(id=id_, kind=cast(Kind, kind), name=name)


def build_attribution(row: Mapping[str, Any]) -> Attribution:
    """An attribution from plain data. Raises ShuishuoError E307 where something is missing or wrong."""
    try:
        return read_attribution(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ShuishuoError("E307", f"attribution {row.get('id', '?')}: {error!r}") from error


def build_document(id_: str, entities: Iterable[Entity], attributions: Iterable[Attribution]) -> Document:
    """A document. Raises ShuishuoError E307 where a speaker or target is no entity or an id occurs twice."""
    document = Document(id=id_, entities=tuple(entities), attributions=tuple(attributions))
    known = {entity.id for entity in document.entities}
    used = {a.speaker for a in document.attributions if a.speaker is not None}
    used |= {stance.target for a in document.attributions for stance in a.stances}
    if used - known:
        raise ShuishuoError("E307", f"{id_}: no such entity: {', '.join(sorted(used - known))}")
    if len(known) < len(document.entities) or len({a.id for a in document.attributions}) < len(document.attributions):
        raise ShuishuoError("E307", f"{id_}: an id occurs twice")
    return document


def _id(id_: str) -> str:
    if not id_ or any(character.isspace() or character in "|,=?" for character in id_) or id_ == _NONE:
        raise ShuishuoError("E308", f"the id {id_!r} has characters that part the cells of a line")
    return id_
