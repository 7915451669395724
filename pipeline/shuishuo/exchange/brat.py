"""brat standoff: ID.txt, ID.ann and ID.entities for each article, with the annotation.conf that brat needs.

Every span is a text-bound annotation (Source, Cue, Content), offsets in code points, cut where a line ends since brat
allows no line end inside. Relations tie sources and cues to the first content of their attribution, and a note there
has the attribution's own line (`a1 | direct | e1 | e2=against`). Entities need no place in the text, which brat has no
form for: they stand in ID.entities.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..document import Attribution, Document, Span
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, decoded, file_name, gathered
from .lines import ROLES, attribution_line, build_document, entity_line, read_attribution_line, read_entity_line

CONFIGURATION = "annotation.conf"
_CONF = """[entities]
Source
Cue
Content
[relations]
PartOf\tArg1:Source|Cue|Content, Arg2:Content
[events]
[attributes]
"""
_LINE = re.compile(r"[^\r\n]+")
_NOTE = "AnnotatorNotes"


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write brat files. Raises ShuishuoError E301, E305 or, for an id or a name that no line can hold, E308."""
    files: Files = {CONFIGURATION: _CONF.encode()}
    for document, text in checked(documents, texts):
        files[file_name(document.id, ".txt")] = text.encode()
        files[file_name(document.id, ".ann")] = "".join(f"{line}\n" for line in _ann(document, text)).encode()
        files[file_name(document.id, ".entities")] = "".join(
            f"{entity_line(entity)}\n" for entity in document.entities
        ).encode()
    return files


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read brat files, the reverse of `dump`. Raises ShuishuoError E301 or E307."""
    names = sorted(name.removesuffix(".ann") for name in files if name.endswith(".ann"))
    return gathered(_read(name, files) for name in names)


def _ann(document: Document, text: str) -> Iterator[str]:
    number = relations = 0
    for note, attribution in enumerate(document.attributions, 1):
        tags: list[int] = []
        contents: list[int] = []
        for role in ROLES:
            for span in getattr(attribution, role):
                number += 1
                (contents if role == "content" else tags).append(number)
                pieces = [(m.start(), m.end()) for m in _LINE.finditer(text, span.start, span.end)]
                if not pieces:
                    raise ShuishuoError("E308", f"{document.id}, {attribution.id}: a span of line ends alone")
                if (pieces[0][0], pieces[-1][1]) != (span.start, span.end):
                    raise ShuishuoError("E308", f"{document.id}, {attribution.id}: a span has a line end at its edge")
                places = ";".join(f"{start} {end}" for start, end in pieces)
                words = " ".join(text[start:end] for start, end in pieces)
                yield f"T{number}\t{role.capitalize()} {places}\t{words}"
        head, *rest = contents
        for tag in (*tags, *rest):
            relations += 1
            yield f"R{relations}\tPartOf Arg1:T{tag} Arg2:T{head}"
        yield f"#{note}\t{_NOTE} T{head}\t{attribution_line(attribution)}"


def _read(id_: str, files: Mapping[str, bytes]) -> tuple[Document, str]:
    text = decoded(files, f"{id_}.txt")
    spans: dict[str, tuple[str, Span]] = {}
    heads: dict[str, str] = {}
    notes: dict[str, str] = {}
    for line in decoded(files, f"{id_}.ann").split("\n"):
        if not line:
            continue
        try:
            name, middle, *written = line.rstrip("\r").split("\t", 2)
            if name.startswith("T"):
                role, _, places = middle.partition(" ")
                numbers = [int(number) for number in re.split("[ ;]", places)]
                start, end = numbers[0], numbers[-1]
                if role.lower() not in ROLES:
                    raise ValueError(f"no such type: {role}")
                spans[name] = role.lower(), Span(start=start, end=end, text=text[start:end])
            elif name.startswith("R"):
                _, part, head = middle.split(" ")
                heads[part.removeprefix("Arg1:")] = head.removeprefix("Arg2:")
            elif name.startswith("#") and middle.startswith(f"{_NOTE} "):
                (notes[middle.removeprefix(f"{_NOTE} ")],) = written
        except ValueError as error:
            raise ShuishuoError("E307", f"{id_}.ann: {line}: {error}") from error
    entities = [read_entity_line(line) for line in decoded(files, f"{id_}.entities").split("\n") if line.strip()]
    return build_document(id_, entities, _attributions(id_, spans, heads, notes)), text


def _attributions(
    id_: str, spans: Mapping[str, tuple[str, Span]], heads: Mapping[str, str], notes: Mapping[str, str]
) -> Iterator[Attribution]:
    parts: dict[str, dict[str, list[Span]]] = {head: defaultdict(list) for head in notes}
    for name, (role, span) in spans.items():
        head = heads.get(name, name)
        if head not in parts:
            raise ShuishuoError("E307", f"{id_}.ann: {name} belongs to no attribution")
        parts[head][role].append(span)
    for head, note in notes.items():
        yield read_attribution_line(note, parts[head])
