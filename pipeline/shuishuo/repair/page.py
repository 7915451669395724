"""The text of an HTML page with the place of every character in the page's source, line by line."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .markup import is_block

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^>]*>"
    r"|<(?P<silent>script|style|noscript|template|textarea|select|svg|head)\b.*?(?:</(?P=silent)\s*>|\Z)"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?P<text>(?:[^<]|<(?![A-Za-z/!?]))+)|<",
    re.DOTALL | re.IGNORECASE,
)
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|\s+|.", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
_BLANKS = " \u3000"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a page as it is shown: `text`, where `places[i]` says which source characters gave `text[i]`."""

    text: str
    places: tuple[tuple[int, int], ...]


def is_page(text: str) -> bool:
    """Whether a text is an HTML page: one of its first tags says so."""
    return bool(_PAGE.search(text, 0, 2000))


def lines(page: str) -> Iterator[Line]:
    """The lines of a page in order, without what is never shown; a block's tag or <br> ends a line."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(page):
        if token["text"]:
            for at, end, shown in _shown(page, token.start(), token.end()):
                if shown == " " and (not text or text[-1] == " "):
                    continue
                text += shown
                places += [(at, end)] * len(shown)
        elif token["silent"] or is_block(token["tag"] or ""):
            yield from _line(page, text, places)
            text, places = [], []
    yield from _line(page, text, places)


def _shown(page: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What a stretch of text shows, as (start, end, characters): references resolved, white space as one blank."""
    for match in _CHARACTER.finditer(page, start, end):
        piece = html.unescape(match[0]) if match[0].startswith("&") else match[0]
        yield match.start(), match.end(), " " if piece.isspace() and piece != "\u3000" else piece


def _line(page: str, text: list[str], places: list[tuple[int, int]]) -> Iterator[Line]:
    """The line without blanks at its edges, nor those that only wrap the source between Chinese characters."""
    shown = "".join(text)
    start, end = len(shown) - len(shown.lstrip(_BLANKS)), len(shown.rstrip(_BLANKS))
    kept = [
        at
        for at in range(start, end)
        if shown[at] != " " or "\n" not in page[slice(*places[at])] or (shown[at - 1] + shown[at + 1]).isascii()
    ]
    if kept:
        yield Line(text="".join(shown[at] for at in kept), places=tuple(places[at] for at in kept))
