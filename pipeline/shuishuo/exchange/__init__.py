"""Exchange: annotated articles to and from the formats of other tools, each without loss.

    files = FORMATS["brat"].dump(documents, texts)
    write_files(files, Path("out"))
    annotated = FORMATS["brat"].load(read_files(Path("out")))

A format is a module with `dump(documents, texts) -> Files` and `load(files) -> Annotated`, free of files and folders.
What a document has beyond the stand-off form of gold (mentions, confidences) does not travel.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ..document import Document
from ..errors import ShuishuoError
from . import brat, columns, hugging_face, label_studio, tei, uima
from .annotated import Annotated, Files

__all__ = ["FORMATS", "Annotated", "Files", "Format", "read_files", "write_files"]


class Format(NamedTuple):
    """The two directions of a format."""

    dump: Callable[[Iterable[Document], Mapping[str, str]], Files]
    load: Callable[[Mapping[str, bytes]], Annotated]


FORMATS: Mapping[str, Format] = {
    "brat": Format(brat.dump, brat.load),
    "columns": Format(columns.dump, columns.load),
    "hugging-face": Format(hugging_face.dump, hugging_face.load),
    "label-studio": Format(label_studio.dump, label_studio.load),
    "tei": Format(tei.dump, tei.load),
    "uima": Format(uima.dump, uima.load),
}


def write_files(files: Files, folder: Path) -> None:
    """Write files into a folder, which is made where there is none. Raises ShuishuoError E404."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise ShuishuoError("E404", f"{folder}: {error}") from error


def read_files(folder: Path) -> Files:
    """The files of a folder, without those of folders in it. Raises ShuishuoError E101."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError as error:
        raise ShuishuoError("E101", str(error)) from error
