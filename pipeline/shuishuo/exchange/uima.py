"""UIMA CAS XMI: one .xmi file an article and the type system that all share, as dkpro-cassis and UIMA read them.

Every span is an annotation (`shuishuo.Source`, `.Cue`, `.Content`) that points to its `shuishuo.Attribution`; speakers
and targets point to a `shuishuo.Entity`. Offsets count UTF-16 code units, as UIMA does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement

from ..document import Attribution, Document, Entity, Span
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, file_name, gathered
from .lines import ROLES, build_attribution, build_document, build_entity
from .markup import parse, serialize

TYPE_SYSTEM = "TypeSystem.xml"
_ENDING = ".xmi"
_XMI, _CAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore"
_OURS, _TCAS = "http:///shuishuo.ecore", "http:///uima/tcas.ecore"
_UIMA = "http://uima.apache.org/resourceSpecifier"
_PREFIXES = (("xmi", _XMI), ("cas", _CAS), ("shuishuo", _OURS), ("tcas", _TCAS))
_STRING, _TOP, _ANNOTATION = "uima.cas.String", "uima.cas.TOP", "uima.tcas.Annotation"
_TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "Entity": (_TOP, {"identifier": _STRING, "kind": _STRING, "name": _STRING}),
    "Attribution": (_TOP, {"identifier": _STRING, "quoteType": _STRING, "speaker": "shuishuo.Entity"}),
    "Stance": (_TOP, {"attribution": "shuishuo.Attribution", "target": "shuishuo.Entity", "label": _STRING}),
    **{role.capitalize(): (_ANNOTATION, {"attribution": "shuishuo.Attribution"}) for role in ROLES},
}


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write XMI files and their type system. Raises ShuishuoError E301, E305 or E308 (control characters, odd ids)."""
    files: Files = {TYPE_SYSTEM: serialize(_type_system(), [("", _UIMA)])}
    for document, text in checked(documents, texts):
        files[file_name(document.id, _ENDING)] = serialize(_xmi(document, text), _PREFIXES)
    return files


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read XMI files of this type system, the reverse of `dump`. Raises ShuishuoError E307."""
    return gathered(
        _read(name.removesuffix(_ENDING), parse(files[name], name)) for name in sorted(files) if name.endswith(_ENDING)
    )


def _xmi(document: Document, text: str) -> Element:
    """Numbers (xmi:id) go to entities, attributions, then to what points to them; the sofa has 1."""
    root = Element(f"{{{_XMI}}}XMI", {f"{{{_XMI}}}version": "2.0"})
    SubElement(root, f"{{{_CAS}}}NULL", {f"{{{_XMI}}}id": "0"})
    units = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in text)]
    entities: dict[str | None, str] = {}
    members: list[str] = []

    def add(kind: str, /, **features: str) -> str:
        members.append(str(len(members) + 2))
        SubElement(root, f"{{{_OURS}}}{kind}", {f"{{{_XMI}}}id": members[-1], **features})
        return members[-1]

    for entity in document.entities:
        entities[entity.id] = add("Entity", identifier=entity.id, kind=entity.kind, name=entity.name)
    for attribution in document.attributions:
        speaker = {} if attribution.speaker is None else {"speaker": entities[attribution.speaker]}
        number = add("Attribution", identifier=attribution.id, quoteType=attribution.type, **speaker)
        for stance in attribution.stances:
            add("Stance", attribution=number, target=entities[stance.target], label=stance.label)
        for role in ROLES:
            for span in getattr(attribution, role):
                begin, end = str(units[span.start]), str(units[span.end])
                add(role.capitalize(), sofa="1", begin=begin, end=end, attribution=number)
    sofa = {"sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": text}
    SubElement(root, f"{{{_CAS}}}Sofa", {f"{{{_XMI}}}id": "1", **sofa})
    SubElement(root, f"{{{_CAS}}}View", {"sofa": "1", "members": " ".join(members)})
    return root


def _read(id_: str, root: Element) -> tuple[Document, str]:
    sofa = root.find(f"{{{_CAS}}}Sofa")
    if sofa is None:
        raise ShuishuoError("E307", f"{id_}: no Sofa")
    text = sofa.get("sofaString", "")
    units = {unit: at for at, unit in enumerate([0, *accumulate(1 + (ord(c) > 0xFFFF) for c in text)])}
    found: dict[str, list[Element]] = {name: root.findall(f"{{{_OURS}}}{name}") for name in _TYPES}
    entities = {_number(element): _entity(element) for element in found["Entity"]}
    attributions: dict[str, Element] = {_number(element): element for element in found["Attribution"]}
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    stances: dict[str, list[dict[str, str]]] = defaultdict(list)
    try:
        for role in ROLES:
            for element in found[role.capitalize()]:
                start, end = units[int(element.attrib["begin"])], units[int(element.attrib["end"])]
                span = Span(start=start, end=end, text=text[start:end])
                spans[element.attrib["attribution"]][role].append(span)
        for element in found["Stance"]:
            target, label = entities[element.attrib["target"]].id, element.attrib["label"]
            stances[element.attrib["attribution"]].append({"target": target, "label": label})
        built = [
            _attribution(element, entities, spans[number], stances[number]) for number, element in attributions.items()
        ]
    except (KeyError, ValueError) as error:
        raise ShuishuoError("E307", f"{id_}: {error!r}") from error
    if not spans.keys() | stances.keys() <= attributions.keys():
        raise ShuishuoError("E307", f"{id_}: a span or stance points to no attribution")
    return build_document(id_, entities.values(), built), text


def _attribution(
    element: Element,
    entities: Mapping[str, Entity],
    spans: Mapping[str, list[Span]],
    stances: list[dict[str, str]],
) -> Attribution:
    speaker = element.get("speaker")
    return build_attribution(
        {
            "id": element.attrib["identifier"],
            "type": element.attrib["quoteType"],
            "speaker": None if speaker is None else entities[speaker].id,
            "stances": stances,
            **{role: [vars(span) for span in spans.get(role, ())] for role in ROLES},
        }
    )


def _entity(element: Element) -> Entity:
    return build_entity(*(element.get(name, "") for name in ("identifier", "kind", "name")))


def _number(element: Element) -> str:
    return element.get(f"{{{_XMI}}}id", "")


def _type_system() -> Element:
    root = Element(_tag("typeSystemDescription"))
    types = SubElement(root, _tag("types"))
    for name, (parent, features) in _TYPES.items():
        kind = SubElement(types, _tag("typeDescription"))
        for field, value in (("name", f"shuishuo.{name}"), ("description", ""), ("supertypeName", parent)):
            SubElement(kind, _tag(field)).text = value
        listed = SubElement(kind, _tag("features"))
        for feature, range_ in features.items():
            row = SubElement(listed, _tag("featureDescription"))
            for field, value in (("name", feature), ("description", ""), ("rangeTypeName", range_)):
                SubElement(row, _tag(field)).text = value
    return root


def _tag(name: str) -> str:
    return f"{{{_UIMA}}}{name}"
