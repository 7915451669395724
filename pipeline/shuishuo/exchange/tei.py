"""TEI: one file an article, with `said` (content, `who` said it) and `seg` (source, cue) around the words themselves.

Parties stand in `particDesc`, attributions in a `spanGrp` with their stances as `relation`s. The text lies in one `ab`
with its white space as it is. Elements nest, so spans that cross each other cannot be written. Written by the TEI
Guidelines P5.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..document import Attribution, Document, Entity, Span
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, file_name, gathered
from .lines import ROLES, build_attribution, build_document, build_entity
from .markup import XML, parse, serialize, xml_name

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ENDING = ".tei.xml"


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write TEI files. Raises ShuishuoError E301, E305 or E308 (crossing spans, control characters, odd ids)."""
    return {
        file_name(document.id, _ENDING): serialize(_tei(document, text), [("", NAMESPACE)])
        for document, text in checked(documents, texts)
    }


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read TEI files, the reverse of `dump`; spans come in the order of the text. Raises ShuishuoError E307."""
    return gathered(
        _read(name.removesuffix(_ENDING), parse(files[name], name)) for name in sorted(files) if name.endswith(_ENDING)
    )


def _tei(document: Document, text: str) -> Element:
    root = Element(_tag("TEI"))
    header = SubElement(root, _tag("teiHeader"))
    description = SubElement(header, _tag("fileDesc"))
    title = SubElement(SubElement(description, _tag("titleStmt")), _tag("title"))
    title.text = document.id
    SubElement(SubElement(description, _tag("publicationStmt")), _tag("p")).text = "Annotated with shuishuo"
    SubElement(SubElement(description, _tag("sourceDesc")), _tag("p")).text = "An article as it was given"
    people = SubElement(SubElement(SubElement(header, _tag("profileDesc")), _tag("particDesc")), _tag("listPerson"))
    for entity in document.entities:
        person = SubElement(people, _tag("person"), {f"{XML}id": xml_name(entity.id), "role": entity.kind})
        SubElement(person, _tag("persName")).text = entity.name
    body = SubElement(SubElement(root, _tag("text")), _tag("body"))
    block = SubElement(body, _tag("ab"), {f"{XML}space": "preserve"})
    _fill(block, document, text)
    off = SubElement(root, _tag("standOff"))
    group = SubElement(off, _tag("spanGrp"), {"type": "attributions"})
    relations = SubElement(off, _tag("listRelation"), {"type": "stances"})
    for attribution in document.attributions:
        said = SubElement(group, _tag("span"), {f"{XML}id": xml_name(attribution.id), "ana": attribution.type})
        if attribution.speaker is not None:
            said.set("corresp", f"#{attribution.speaker}")
        for stance in attribution.stances:
            ends = {"active": f"#{attribution.id}", "passive": f"#{stance.target}"}
            SubElement(relations, _tag("relation"), {"name": stance.label, **ends})
    return root


def _fill(block: Element, document: Document, text: str) -> None:
    """Put the text into `block`, with an element around each span; the longest of those that begin together first."""
    spans = [
        (span.start, -span.end, order, role, attribution)
        for order, attribution in enumerate(document.attributions)
        for role in ROLES
        for span in getattr(attribution, role)
    ]
    opened: list[tuple[Element, int]] = [(block, len(text))]
    at = 0
    for start, negative, _, role, attribution in sorted(spans, key=lambda span: span[:3]):
        while opened[-1][1] <= start:
            at = _close(opened, text, at)
        if -negative > opened[-1][1]:
            raise ShuishuoError("E308", f"{document.id}: a {role} of {attribution.id} crosses another span")
        _write(opened[-1][0], text[at:start])
        at = start
        opened.append((SubElement(opened[-1][0], *_element(role, attribution)), -negative))
    while opened:
        at = _close(opened, text, at)


def _close(opened: list[tuple[Element, int]], text: str, at: int) -> int:
    element, end = opened.pop()
    _write(element, text[at:end])
    return end


def _write(element: Element, words: str) -> None:
    """Add words at the end of what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _element(role: str, attribution: Attribution) -> tuple[str, dict[str, str]]:
    of = {"corresp": f"#{attribution.id}"}
    if role != "content":
        return _tag("seg"), {"type": role, **of}
    return _tag("said"), of if attribution.speaker is None else {"who": f"#{attribution.speaker}", **of}


def _read(id_: str, root: Element) -> tuple[Document, str]:
    block = root.find(f"{_tag('text')}/{_tag('body')}/{_tag('ab')}")
    if block is None:
        raise ShuishuoError("E307", f"{id_}: no text/body/ab")
    words: list[str] = []
    places: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    _walk(block, words, places, 0)
    text = "".join(words)
    stances: dict[str, list[dict[str, str]]] = defaultdict(list)
    for relation in root.iter(_tag("relation")):
        target, label = _pointer(relation, "passive"), relation.get("name", "")
        stances[_pointer(relation, "active")].append({"target": target, "label": label})
    attributions: list[Attribution] = []
    for said in root.iter(_tag("span")):
        row: dict[str, Any] = {
            "id": said.get(f"{XML}id", ""),
            "type": said.get("ana", ""),
            "speaker": _pointer(said, "corresp") if "corresp" in said.attrib else None,
        }
        for role in ROLES:
            found = sorted(places[row["id"]][role])
            row[role] = [vars(Span(start=start, end=end, text=text[start:end])) for start, end in found]
        attributions.append(build_attribution({**row, "stances": stances[row["id"]]}))
    return build_document(id_, _entities(root), attributions), text


def _walk(element: Element, words: list[str], places: dict[str, dict[str, list[tuple[int, int]]]], at: int) -> int:
    """Gather the words of an element and the places of the spans in it; gives where it ends."""
    start = at
    words.append(element.text or "")
    at += len(words[-1])
    for child in element:
        at = _walk(child, words, places, at)
        words.append(child.tail or "")
        at += len(words[-1])
    if "corresp" in element.attrib:
        role = "content" if element.tag == _tag("said") else element.get("type", "")
        places[_pointer(element, "corresp")][role].append((start, at))
    return at


def _entities(root: Element) -> Iterator[Entity]:
    for person in root.iter(_tag("person")):
        name = person.findtext(_tag("persName"), "")
        yield build_entity(person.get(f"{XML}id", ""), person.get("role", ""), name)


def _pointer(element: Element, name: str) -> str:
    return element.get(name, "").removeprefix("#")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
