"""Gold: annotation files (the guidelines' section 5) compiled into documents, and stand-off files read and checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from .document import Document, Entity, read_attribution, read_documents
from .errors import ShuishuoError
from .record import Kind, Label, QuoteType

_SHOWN = 20  # faults in one message
_ROLES = {"s": "source", "c": "cue", "q": "content"}
_TAG = re.compile(r"<(?:(?P<role>[scq]) (?P<id>a\d+)|/(?P<close>[scq]))>")


def read_gold(path: Path, articles: Mapping[str, str]) -> list[Document]:
    """Read gold: a .jsonl file in stand-off form, one annotation file, or a folder of annotation files (.txt).

    `articles` maps ids to texts; every span is checked. Raises ShuishuoError E301, E302, E304 or, for a stand-off
    document about an article that is not among `articles`, E305.
    """
    if path.suffix != ".jsonl":
        return compile_annotations(articles, sorted(path.glob("*.txt")) if path.is_dir() else [path])
    with path.open(encoding="utf-8") as file:
        documents = read_documents(file)
    for document in documents:
        if document.id not in articles:
            raise ShuishuoError("E305", f"no article {document.id}")
        document.check(articles[document.id])
    return documents


def compile_annotations(articles: Mapping[str, str], paths: Iterable[Path]) -> list[Document]:
    """Compile annotation files, one document a file, in the order of `paths`; `articles` maps ids to texts.

    Raises ShuishuoError E304 that names the faults of all files as `file:line: fault`, and E305 where a file is about
    an article that is not among `articles`.
    """
    documents, faults = [], []
    for path in paths:
        compiler = _Compiler(path=path, articles=articles)
        documents.append(compiler.compile(path.read_bytes().decode("utf-8")))
        faults += compiler.faults
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise ShuishuoError("E304", "; ".join(faults[:_SHOWN] + more))
    return documents


@dataclass(kw_only=True)
class _Compiler:
    """Compiles one annotation file, line by line; faults gather in `faults` so that all can be mended at once."""

    path: Path
    articles: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    id: str = ""
    line: int = 0
    cursor: int = 0  # paragraphs are copied in order, so each is sought behind the one before
    all_read: bool = True  # whether every paragraph was found; what one held is not missing otherwise
    entities: dict[str, Entity] = field(default_factory=dict)
    attributions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def compile(self, written: str) -> Document:
        readers = {"entities": self.read_entity, "attributions": self.read_attribution, "text": self.read_paragraph}
        section = ""
        for self.line, line in enumerate((line.rstrip("\r") for line in written.split("\n")), 1):
            if section != "text" and line.startswith("# "):
                section = self.read_heading(line, set(readers))
            elif line.strip() and section in readers:
                readers[section](line)
            elif line.strip():
                self.fault(f"outside any section: {line}")
        if not self.id:
            self.fault("no `# doc:` line")
        empty = [row for row in self.attributions.values() if not row["content"]]
        for row in empty if self.all_read else []:
            self.fault(f"{row['id']} has no content", line=row["line"])
        return Document(
            id=self.id,
            entities=tuple(self.entities.values()),
            attributions=tuple(read_attribution(row) for row in self.attributions.values() if row["content"]),
        )

    def fault(self, why: str, *, line: int | None = None) -> None:
        self.faults.append(f"{self.path}:{line or self.line}: {why}")

    def read_heading(self, line: str, sections: set[str]) -> str:
        name = line[2:].strip()
        if name.startswith("doc:"):
            self.id = name.removeprefix("doc:").strip()
            if self.id not in self.articles:
                raise ShuishuoError("E305", f"{self.path}:{self.line}: no article {self.id}")
        elif name not in sections:
            self.fault(f"no such section: {name}")
        return name

    def read_entity(self, line: str) -> None:
        cells = [cell.strip() for cell in line.split("|", 2)]
        if len(cells) != 3 or not cells[2] or cells[1] not in get_args(Kind) or cells[0] in self.entities:
            self.fault(f"bad entity: {line}")
            return
        self.entities[cells[0]] = Entity(id=cells[0], kind=cast(Kind, cells[1]), name=cells[2])

    def read_attribution(self, line: str) -> None:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 4 or cells[1] not in get_args(QuoteType) or cells[0] in self.attributions:
            self.fault(f"bad attribution: {line}")
            return
        id_, type_, speaker, written = cells
        if speaker != "?" and speaker not in self.entities:
            self.fault(f"no such speaker: {speaker}")
        stances: dict[str, str] = {}
        for pair in [] if written in ("", "-") else written.split(","):
            target, _, label = (part.strip() for part in pair.partition("="))
            if target not in self.entities or target in (speaker, *stances) or label not in get_args(Label):
                self.fault(f"bad stance: {pair.strip()}")
            else:
                stances[target] = label
        self.attributions[id_] = {
            "id": id_,
            "line": self.line,
            "type": type_,
            "speaker": None if speaker == "?" else speaker,
            "stances": [{"target": target, "label": label} for target, label in stances.items()],
            **{role: [] for role in _ROLES.values()},
        }

    def read_paragraph(self, line: str) -> None:
        text, plain = self.articles.get(self.id, ""), _TAG.sub("", line)
        start = _find_line(text, plain, self.cursor)
        if start is None:
            self.fault(f"not a line of the article, or out of order: {plain[:40]}")
            self.all_read = False
            return
        self.cursor = start + 1
        opened: list[tuple[str, str, int]] = []  # role, attribution, offset of each tag that is not closed yet
        at, read = start, 0
        for tag in _TAG.finditer(line):
            at += tag.start() - read
            read = tag.end()
            if tag["role"]:
                opened.append((tag["role"], tag["id"], at))
            elif not opened or opened[-1][0] != tag["close"]:
                self.fault(f"tags cross at {line[max(0, tag.start() - 15) : tag.end()]}")
            else:
                self.close(*opened.pop(), at, text)
        if opened:
            self.fault(f"left open: {', '.join(f'<{role} {id_}>' for role, id_, _ in opened)}")

    def close(self, role: str, id_: str, start: int, end: int, text: str) -> None:
        if id_ not in self.attributions:
            self.fault(f"no such attribution: {id_}")
        elif start == end:
            self.fault(f"empty span of {id_}")
        else:
            self.attributions[id_][_ROLES[role]].append({"start": start, "end": end, "text": text[start:end]})


def _find_line(text: str, line: str, cursor: int) -> int | None:
    """Where the first line of `text` that begins at `cursor` or later and equals `line` begins."""
    start = 0
    for written in text.split("\n"):
        if start >= cursor and written.rstrip("\r") == line:
            return start
        start += len(written) + 1
    return None
