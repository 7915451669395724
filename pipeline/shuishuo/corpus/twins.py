"""Damaged twins: an article as a careless site would show it, with its gold carried along.

A twin is in Traditional characters, as the damage on the web is: readings spliced in behind some characters, bytes
shifted where a character's code straddles two others, punctuation in half width, and the site's own lines at the end.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

from ..alignment import Alignment, Edit
from ..document import Attribution, Document, Span
from ..formats import Article
from ..output import whole_file
from ..repair.damage import gbk
from ..repair.damage.forward import fold, forward
from ..repair.damage.readings import readings
from ..repair.damage.symbols import to_simplified, to_traditional, to_traditional_text
from ..resources import lexicon_rows

SPLICED, STRADDLING, ADDED = 15, 5, 3  # at most: characters glossed, codes across two characters, lines at the end


def damaged(article: Article, document: Document, *, seed: int) -> tuple[Article, Document]:
    """The damaged twin of an article and its annotation, the same for the same article and seed.

    A span covers what its characters became, a name is what most of its places became; where a spot was shifted as a
    whole, a span that ends within it covers all of it. A span of which nothing is left is dropped, and an attribution
    with its last content. Id and title stay. Raises ShuishuoError E301 where the annotation does not fit the article.
    """
    document.check(article.raw)
    chance = Random(f"{seed}/{article.id}")  # noqa: S311 - no secret
    text = to_traditional_lines(article.raw)
    keys = _keys(text, chance)
    lines = text.split("\n")
    shown = [_shown(line, keys) for line in lines]
    alignment = Alignment.from_edits(len(text), _edits(lines, shown))
    raw = "\n".join(shown)
    added = [to_traditional_text(line) for line in chance.sample(_boilerplate(), ADDED)]
    whole = "\n".join([raw.removesuffix("\n"), *added, ""])
    twin = replace(article, raw=whole, path="", encoding="utf-8", sha256=hashlib.sha256(whole.encode()).hexdigest())
    return twin, carried(document, article.raw, raw, alignment)


def write_twins(articles: Iterable[Article], documents: Iterable[Document], folder: Path, *, seed: int) -> None:
    """Write the twins of articles, in the order of their documents, as `folder`/raw/ID.txt and `folder`/gold.jsonl.

    Raises ShuishuoError E301 where an annotation does not fit its article, E404 where a file cannot be written.
    """
    pairs = [damaged(article, document, seed=seed) for article, document in zip(articles, documents, strict=True)]
    for article, _ in pairs:
        with whole_file(folder / "raw" / f"{article.id}.txt") as file:
            file.write(article.raw)
    with whole_file(folder / "gold.jsonl") as file:
        file.writelines(f"{document.to_json()}\n" for _, document in pairs)


def to_traditional_lines(text: str) -> str:
    """A text in Traditional characters, as long as it was; the words around a character decide where they can."""
    lines = []
    for line in text.split("\n"):
        whole = to_traditional_text(line)
        lines.append(whole if len(whole) == len(line) else "".join(map(_form, line)))
    return "\n".join(lines)


def _form(character: str) -> str:
    form = to_traditional(character)
    return form if len(form) == 1 else character


def _keys(text: str, chance: Random) -> dict[str, str]:
    """The characters to gloss, with their readings: some that the text has, and some that only its bytes spell."""
    own = sorted({character for character in text if _may_be_key(character)})
    across = sorted({key for line in text.split("\n") for key in _straddling(line)} - set(own))
    chosen = [
        *chance.sample(own, min(len(own), SPLICED)),
        *chance.sample(across, min(len(across), STRADDLING)),
    ]
    return {key: readings(key)[0] for key in sorted(chosen)}


def _straddling(line: str) -> Iterator[str]:
    """The characters whose two bytes are the tail of one character and the head of the next."""
    codes = gbk.pairs()
    for left, right in pairwise(line):
        if left in codes and right in codes:
            key = gbk.characters().get((codes[left][1], codes[right][0]), "")
            if _may_be_key(key):
                yield key


@cache
def _may_be_key(character: str) -> bool:
    """Whether a character is one that the damage glosses: Traditional, in GBK, with a reading."""
    return character in gbk.pairs() and to_simplified(character) != character and bool(readings(character))


def _shown(line: str, keys: Mapping[str, str]) -> str:
    """A line after the damage; one with characters outside GBK only loses its full-width punctuation."""
    known = all(character in gbk.pairs() or character.isascii() or character == "€" for character in line)
    return forward(line, keys) if known else fold(line)


def _edits(lines: list[str], shown: list[str]) -> Iterator[Edit]:
    """What became of the lines, as edits of the whole text."""
    at = 0
    for line, after in zip(lines, shown, strict=True):
        folded = fold(line)
        before = folded if len(folded) == len(line) else line  # so that half-width marks count as the same
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, start, end, low, high in matcher.get_opcodes():
            if tag != "equal":
                yield Edit(at + start, at + end, after[low:high])
        at += len(line) + 1


def carried(document: Document, text: str, raw: str, alignment: Alignment) -> Document:
    """A document about `text` as one about `raw`; the alignment maps `raw` (as its clean side) to `text`.

    See `damaged` for what becomes of spans and names.
    """

    def spans(before: tuple[Span, ...]) -> tuple[Span, ...]:
        places = (alignment.to_clean(span.start, span.end) for span in before)
        return tuple(Span(start=start, end=end, text=raw[start:end]) for start, end in places if start < end)

    def name(before: str) -> str:
        forms: Counter[str] = Counter()
        at = text.find(before)
        while at >= 0:
            forms[raw[slice(*alignment.to_clean(at, at + len(before)))]] += 1
            at = text.find(before, at + 1)
        del forms[""]
        return forms.most_common(1)[0][0] if forms else to_traditional_lines(before)

    def attribution(before: Attribution) -> Attribution:
        return replace(before, source=spans(before.source), cue=spans(before.cue), content=spans(before.content))

    attributions = [attribution(one) for one in document.attributions]
    return Document(
        id=document.id,
        entities=tuple(replace(one, name=name(one.name), mentions=spans(one.mentions)) for one in document.entities),
        attributions=tuple(one for one in attributions if one.content),
    )


@cache
def _boilerplate() -> list[str]:
    return [row["line"] for row in lexicon_rows("twin_boilerplate.tsv")]
