"""XML read safely and written so that every character comes back: no document types, no entities of a file's own."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, TreeBuilder, register_namespace, tostring
from xml.parsers import expat

from ..errors import ShuishuoError

XML = "{http://www.w3.org/XML/1998/namespace}"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def parse(data: bytes, name: str) -> Element:
    """The root of an XML file. Raises ShuishuoError E307 where it is not XML or has a document type.

    Without a document type there are no entities but the five of XML itself, so nothing can be expanded or fetched.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ShuishuoError("E307", f"{name} has a document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: builder.start(
        _qualified(tag), {_qualified(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: builder.end(_qualified(tag))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ShuishuoError("E307", f"{name}: {error}") from error
    return builder.close()


def serialize(root: Element, namespaces: Iterable[tuple[str, str]]) -> bytes:
    """An XML file in UTF-8; `namespaces` are (prefix, address). Raises ShuishuoError E308 for a control character.

    Carriage returns are written as references: a reader turns plain ones into line feeds.
    """
    for prefix, address in namespaces:
        register_namespace(prefix, address)
    for element in root.iter():
        for text in (element.text, element.tail, *element.attrib.values()):
            found = _FORBIDDEN.search(text or "")
            if found:
                raise ShuishuoError("E308", f"XML cannot hold the character U+{ord(found[0]):04X}")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written.replace(b"\r", b"&#13;") + b"\n"


def xml_name(id_: str) -> str:
    """The id, if it can be an xml:id. Raises ShuishuoError E308 where it cannot."""
    if not _NAME.fullmatch(id_):
        raise ShuishuoError("E308", f"the id {id_!r} cannot be an xml:id")
    return id_


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name
