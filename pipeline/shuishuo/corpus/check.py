"""Checks of our corpus: texts, annotations, manifest, copied words and real names; what is wrong, article by article.

    faults = check(Path("corpus"), reference=Path("../shared"))

The corpus is a folder with index.jsonl, raw/ID.txt, gold/annotations/ID.txt and, for some articles, gold/first/ID.txt
and gold/second/ID.txt, from which the annotation was decided. Articles that raw/NOTICE.md names were given, not
written: the rules do not apply to them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..document import Document
from ..errors import ShuishuoError
from ..gold import compile_annotations
from .index import ANNOTATIONS, FIRST, INDEX, RAW, SECOND, Row, digest, read_index
from .names import blocked, blocklist, reused
from .reference import reference_texts
from .runs import between

NOTICE = "raw/NOTICE.md"
INDEPENDENT = (FIRST, SECOND)  # only some articles have these

FaultKind = Literal[
    "missing", "unlisted", "manifest", "text", "annotation", "copied", "real name", "name in two stories"
]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong with the article `id`; `detail` says where and what."""

    id: str
    kind: FaultKind
    detail: str

    def __str__(self) -> str:
        return f"{self.id}: {self.kind}: {self.detail}"


def check(root: Path, *, reference: Path | None = None) -> list[Fault]:
    """Every fault of the corpus in `root`; none where all is well.

    reference: a folder of texts that nothing may be copied from. An article's text must be UTF-8; its annotation must
    compile, which means that its spans equal the text, its tags nest and every attribution has content.
    Raises ShuishuoError E101 where index or reference cannot be read, E306 where the index is malformed.
    """
    rows = read_index(root / INDEX)
    faults = [*_presence(rows, root), *_manifest(rows, root)]
    texts, undecoded = _texts(rows, root)
    documents, broken = _documents(texts, root / ANNOTATIONS)
    independent = [fault for folder in INDEPENDENT for fault in _documents(texts, root / folder)[1]]
    return [
        *faults,
        *undecoded,
        *broken,
        *independent,
        *_copied(texts, reference),
        *_real_names(texts),
        *_names_in_two_stories(documents, rows),
    ]


def exempt(root: Path) -> frozenset[str]:
    """The ids of the articles that raw/NOTICE.md names; none where there is no such file."""
    notice = root / NOTICE
    return frozenset(re.findall(r"`([^`/]+)\.txt`", notice.read_text(encoding="utf-8")) if notice.is_file() else ())


def _presence(rows: Sequence[Row], root: Path) -> Iterator[Fault]:
    """Every indexed article has its files, and every file its row."""
    listed = {row.id for row in rows}
    for folder in (RAW, ANNOTATIONS, *INDEPENDENT):
        there = {path.stem for path in (root / folder).glob("*.txt")}
        for id_ in sorted(listed - there) if folder not in INDEPENDENT else ():
            yield Fault(id=id_, kind="missing", detail=f"{folder}/{id_}.txt")
        for id_ in sorted(there - listed - exempt(root)):
            yield Fault(id=id_, kind="unlisted", detail=f"{folder}/{id_}.txt is not in {INDEX}")


def _manifest(rows: Sequence[Row], root: Path) -> Iterator[Fault]:
    for row in rows:
        independent = {FIRST: row.first_sha256, SECOND: row.second_sha256}
        digests = {RAW: row.text_sha256, ANNOTATIONS: row.annotation_sha256, **independent}
        for folder, expected in digests.items():
            path = root / folder / f"{row.id}.txt"
            if digest(path) != expected and (path.is_file() or folder in independent):  # others are missing, see above
                yield Fault(id=row.id, kind="manifest", detail=f"{folder}/{row.id}.txt is not what {INDEX} says")


def _texts(rows: Sequence[Row], root: Path) -> tuple[dict[str, str], list[Fault]]:
    texts: dict[str, str] = {}
    faults = []
    for row in rows:
        path = root / RAW / f"{row.id}.txt"
        if not path.is_file():
            continue
        try:
            texts[row.id] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(id=row.id, kind="text", detail=str(error)))
            continue
        if not texts[row.id].startswith(f"{row.title}\n"):
            faults.append(Fault(id=row.id, kind="text", detail="the first line is not the headline"))
    return texts, faults


def _documents(texts: Mapping[str, str], folder: Path) -> tuple[list[Document], list[Fault]]:
    documents: list[Document] = []
    faults = []
    for id_, text in texts.items():
        path = folder / f"{id_}.txt"
        if not path.is_file():
            continue
        try:
            (document,) = compile_annotations({id_: text}, [path])
            document.check(text)
            documents.append(document)
        except (ShuishuoError, UnicodeDecodeError) as error:
            detail = error.detail if isinstance(error, ShuishuoError) else str(error)
            faults.append(Fault(id=id_, kind="annotation", detail=detail))
    return documents, faults


def _copied(texts: Mapping[str, str], reference: Path | None) -> Iterator[Fault]:
    for run in between(texts, reference_texts(reference) if reference else ()):
        yield Fault(id=run.id, kind="copied", detail=f"{run.other} has {run.words} too")


def _real_names(texts: Mapping[str, str]) -> Iterator[Fault]:
    names = blocklist()
    for id_, text in texts.items():
        for name in blocked(text, names):
            yield Fault(id=id_, kind="real name", detail=f"{name} ({names[name]})")


def _names_in_two_stories(documents: Sequence[Document], rows: Sequence[Row]) -> Iterator[Fault]:
    for name, id_, other in reused(documents, {row.id: row.story for row in rows}):
        yield Fault(id=id_, kind="name in two stories", detail=f"{other} has {name} too")
