"""Annotated articles as they go from one format to another, and the files they are written as."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..document import Document
from ..errors import ShuishuoError

Files = dict[str, bytes]  # file name, without a folder → content


@dataclass(frozen=True, kw_only=True)
class Annotated:
    """Articles with their annotation: one document an article, and the texts by id that its offsets count in."""

    documents: tuple[Document, ...]
    texts: Mapping[str, str]


def checked(documents: Iterable[Document], texts: Mapping[str, str]) -> list[tuple[Document, str]]:
    """Each document with its text. Raises ShuishuoError E305 where there is none, E301 where a span does not fit."""
    pairs = []
    for document in documents:
        if document.id not in texts:
            raise ShuishuoError("E305", f"no text of {document.id}")
        document.check(texts[document.id])
        pairs.append((document, texts[document.id]))
    return pairs


def gathered(pairs: Iterable[tuple[Document, str]]) -> Annotated:
    """The reverse of `checked`. Raises ShuishuoError E307 where an id occurs twice, E301 where a span does not fit."""
    documents, texts = [], {}
    for document, text in pairs:
        if document.id in texts:
            raise ShuishuoError("E307", f"two articles are called {document.id}")
        document.check(text)
        documents.append(document)
        texts[document.id] = text
    return Annotated(documents=tuple(documents), texts=texts)


def file_name(id_: str, ending: str) -> str:
    """The file of an article. Raises ShuishuoError E308 where its id cannot be a file's name."""
    if not id_ or id_.startswith(".") or not id_.isprintable() or set(id_) & set('/\\:*?"<>|'):
        raise ShuishuoError("E308", f"the id {id_!r} cannot be a file's name")
    return id_ + ending


def decoded(files: Mapping[str, bytes], name: str) -> str:
    """A file's text. Raises ShuishuoError E307 where it is missing or not UTF-8."""
    try:
        return files[name].decode("utf-8")
    except KeyError as error:
        raise ShuishuoError("E307", f"no file {name}") from error
    except UnicodeDecodeError as error:
        raise ShuishuoError("E307", f"{name}: {error}") from error
