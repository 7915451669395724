"""Small segmented records written in a mark-up of their own: `[s 1|甲公司][c 1|表示]，[q 1|……]`."""

import re

from shuishuo.alignment import Alignment
from shuishuo.record import Attribution, Entity, Name, Record, Segmentation, Span, Token

_MARK = re.compile(r"\[([scq]) (\d)\||\]")
_TAGS = {"person": "PER", "organization": "ORG", "place": "LOC", "product": "nz"}


def tell(marked: str, **names: str) -> Record:
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    open_marks: list[tuple[str, str, int]] = []
    text, at = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group() == "]":
            role, number, start = open_marks.pop()
            spans.setdefault(number, {"s": [], "c": [], "q": []})[role].append((start, len(text)))
        else:
            open_marks.append((mark.group(1), mark.group(2), len(text)))
    text += marked[at:]
    record = Record(
        id="t", raw=text, clean=text, alignment=Alignment.identity(len(text)), segmentation=cut(text, names)
    )
    return record.with_(attributions=tuple(said(record, number, roles) for number, roles in sorted(spans.items())))


def said(record: Record, number: str, roles: dict[str, list[tuple[int, int]]]) -> Attribution:
    def made(role: str) -> tuple[Span, ...]:
        return tuple(record.span(*place) for place in sorted(roles[role]))

    quoted = all(record.clean[a - 1 : a] == "“" for a, _ in roles["q"])
    return Attribution(
        id=f"a{number}", type="direct" if quoted else "indirect", source=made("s"), cue=made("c"), content=made("q")
    )


def cut(text: str, kinds: dict[str, str]) -> Segmentation:
    found, tokens, at = [], [], 0
    pattern = re.compile("|".join(map(re.escape, sorted(kinds, key=len, reverse=True))) or r"(?!)")
    for name in pattern.finditer(text):
        tokens += [Token(start=i, end=i + 1, tag="x") for i in range(at, name.start())]
        tokens.append(Token(start=name.start(), end=name.end(), tag=_TAGS[kinds[name.group()]]))
        found.append(Name(start=name.start(), end=name.end(), kind=kinds[name.group()]))
        at = name.end()
    tokens += [Token(start=i, end=i + 1, tag="x") for i in range(at, len(text))]
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    sentences = [(m.start(), m.end()) for m in re.finditer(r"[^\n。]+。?”?", text)]
    return Segmentation(paragraphs=tuple(lines), sentences=tuple(sentences), tokens=tuple(tokens), names=tuple(found))


def speakers_of(record: Record) -> list[tuple[str, str] | None]:
    entities: dict[str | None, Entity] = {entity.id: entity for entity in record.entities}
    return [(entities[a.speaker].name, entities[a.speaker].kind) if a.speaker else None for a in record.attributions]
