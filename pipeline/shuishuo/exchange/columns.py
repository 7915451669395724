r"""CoNLL-style columns: one character a line, one column an attribution, in one file `corpus.conll`.

    # id = rain
    # entity = e1 | person | 林晚
    # attribution = a1 | direct | e1 | -
    林	B-source
    …

A cell has the roles that the character plays in that attribution (`B-cue`, `I-content`; two of them joined by `+`),
`_` where it has none; `B-` begins a span. White space, `#` and the backslash are escaped by their code
points (`\u{a}`), so that the text comes back to the character. An empty line ends an article.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..document import Attribution, Document, Span
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, decoded, gathered
from .lines import ROLES, attribution_line, build_document, entity_line, read_attribution_line, read_entity_line

FILE = "corpus.conll"
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_OUT = "_"


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write columns. Raises ShuishuoError E301, E305 or E308 (an id or name that no line can hold; spans of one role
    of one attribution that overlap).
    """
    lines = [line for document, text in checked(documents, texts) for line in (*_lines(document, text), "")]
    return {FILE: "".join(f"{line}\n" for line in lines).encode()}


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read columns, the reverse of `dump`. Raises ShuishuoError E307."""
    blocks: list[list[str]] = [[]]
    for line in decoded(files, FILE).split("\n"):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return gathered(_read(block) for block in blocks if block)


def _lines(document: Document, text: str) -> Iterator[str]:
    if any(character in "\r\n" for character in document.id):
        raise ShuishuoError("E308", f"the id {document.id!r} is not one line")
    yield f"# id = {document.id}"
    yield from (f"# entity = {entity_line(entity)}" for entity in document.entities)
    yield from (f"# attribution = {attribution_line(attribution)}" for attribution in document.attributions)
    columns = [_cells(attribution, len(text)) for attribution in document.attributions]
    for at, character in enumerate(text):
        yield "\t".join([_escape(character), *("+".join(column[at]) or _OUT for column in columns)])


def _cells(attribution: Attribution, length: int) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in range(length)]
    for role in ROLES:
        spans: tuple[Span, ...] = getattr(attribution, role)
        taken: set[int] = set()
        for span in sorted(spans, key=lambda span: span.start):
            inside = range(span.start, span.end)
            if taken & set(inside):
                raise ShuishuoError("E308", f"{attribution.id}: {role} spans overlap")
            taken |= set(inside)
            for at in inside:
                cells[at].append(f"{'B' if at == span.start else 'I'}-{role}")
    return cells


def _read(block: list[str]) -> tuple[Document, str]:
    head = [line[2:].split(" = ", 1) for line in block if line.startswith("# ")]
    rows = [line.split("\t") for line in block if not line.startswith("# ")]
    text = "".join(_unescape(row[0]) for row in rows)
    ids = [cells[1] for cells in head if cells[0] == "id" and len(cells) == 2]
    written = [cells[1] for cells in head if cells[0] == "attribution" and len(cells) == 2]
    if len(ids) != 1 or len(text) != len(rows) or any(len(row) != 1 + len(written) for row in rows):
        raise ShuishuoError("E307", f"{FILE}: an article without one id, or rows of unequal length: {block[0]}")
    entities = [read_entity_line(cells[1]) for cells in head if cells[0] == "entity" and len(cells) == 2]
    attributions = [
        read_attribution_line(line, {role: _spans([row[at] for row in rows], role, text) for role in ROLES})
        for at, line in enumerate(written, 1)
    ]
    return build_document(ids[0], entities, attributions), text


def _spans(cells: list[str], role: str, text: str) -> list[Span]:
    spans: list[tuple[int, int]] = []
    for at, cell in enumerate(cells):
        tags = cell.split("+")
        if f"B-{role}" in tags:
            spans.append((at, at + 1))
        elif f"I-{role}" in tags:
            if not spans or spans[-1][1] != at:
                raise ShuishuoError("E307", f"{FILE}: I-{role} without a B-{role} before it, at character {at}")
            spans[-1] = (spans[-1][0], at + 1)
    return [Span(start=start, end=end, text=text[start:end]) for start, end in spans]


def _escape(character: str) -> str:
    plain = character.isprintable() and not character.isspace() and character not in "\\#"
    return character if plain else f"\\u{{{ord(character):x}}}"


def _unescape(cell: str) -> str:
    match = _ESCAPED.fullmatch(cell)
    try:
        return chr(int(match[1], 16)) if match else cell
    except (OverflowError, ValueError) as error:
        raise ShuishuoError("E307", f"{FILE}: no such character: {cell}") from error
