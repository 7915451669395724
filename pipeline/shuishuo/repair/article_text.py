"""Takes the article out of an HTML page: which lines it has is trafilatura's finding, where they stand is ours."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import trafilatura

from .draft import Fix
from .page import Line, lines

_LONG = 15  # characters; a line as long as that is hardly the label of a link
_SENTENCE = re.compile("[。！？…][”’」』）)]?$")
_SPACE = re.compile(r"\s+")
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--|——)\s*[^_|｜]{1,20}$")


def article(page: str) -> list[Fix]:
    """Drop all of a page but the lines of its article; no fixes where it holds none."""
    kept = _article_lines(list(lines(page)), _extract(page))
    fixes: list[Fix] = []
    at = 0
    for line in kept:
        gap = "\n" if fixes else ""
        for char, (start, end) in zip(line.text, line.places, strict=True):
            if start < at:
                fixes[-1] = fixes[-1]._replace(after=fixes[-1].after + char)  # one reference that shows two characters
                continue
            if at < start or gap:
                fixes.append(Fix("html", at, start, gap))
            if page[start:end] != char:
                fixes.append(Fix("entity" if page[start] == "&" else "blank", start, end, char))
            gap, at = "", end
    return [*fixes, Fix("html", at, len(page), "")] if kept else []


def _extract(page: str) -> str:
    """The article's text as trafilatura sees it: the right words, in its own white space."""
    return trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True) or ""


def _article_lines(shown: Sequence[Line], extracted: str) -> list[Line]:
    """The lines of a page that are in the extracted text too, white space aside, and sentences that touch them.

    trafilatura may join lines and may lose one that stands outside any element of its own; such a line is a sentence
    among sentences, while the links around an article are not.
    """
    page = [_SPACE.sub("", line.text) for line in shown]
    text = [squeezed for line in extracted.split("\n") if (squeezed := _SPACE.sub("", line))]
    whole = "\n".join(text)
    same = SequenceMatcher(None, page, text, autojunk=False).get_matching_blocks()
    kept = {at for start, _, count in same for at in range(start, start + count)}
    kept |= {at for at, line in enumerate(page) if len(line) >= _LONG and line in whole}
    if kept:
        kept |= {at for at in range(min(kept), max(kept)) if page[at] in whole}
    for order in (range(len(page)), range(len(page) - 1, -1, -1)):
        step = order.step
        for at in order:
            if at - step in kept and len(page[at]) >= _LONG and _SENTENCE.search(page[at]):
                kept.add(at)
    return [shown[at] for at in sorted(kept)]


def headline(page: str) -> str:
    """The headline of a page without the name of the site, "" where none is found."""
    document = trafilatura.extract_metadata(page)
    return _SITE.sub("", document.title or "")
