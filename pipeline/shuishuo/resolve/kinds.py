"""Person or organisation: what a name's form, its neighbours and the tagger say, weighed as learnt from gold."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ..resources import lexicon_rows
from .lexicon import Lexicon
from .parties import Sense

KIND_WEIGHTS = "kind_weights.tsv"

_PLACES = 24  # so many places of a name are looked at
_AROUND = (4, 3, 2)  # lengths of a neighbouring noun, longest first
_DOTS = re.compile(r"[·•・]")
_LATIN = re.compile(r"[A-Za-z]")
_FIRST_AND_LAST = re.compile(r"[A-Z][a-zà-ÿ]+(?: [A-Z]\.?)?(?: [A-Z][A-Za-zà-ÿ’'\-]+){1,2}$")


@cache
def kind_weights() -> Mapping[str, float]:
    """What each feature adds to the log-odds of being a person rather than an organisation."""
    return {row["feature"]: float(row["weight"]) for row in lexicon_rows(KIND_WEIGHTS)}


def is_person(features: Sequence[str]) -> bool:
    """Whether a name with these features is a person's rather than an organisation's."""
    weights = kind_weights()
    return sum(weights.get(feature, 0.0) for feature in features) > 0


def kind_features(
    form: str, text: str, *, tagged: Mapping[Sense, int], read: Mapping[Sense, int], lexicon: Lexicon
) -> list[str]:
    """Features of the name `form` in the article `text`.

    tagged: how often the tagger took it for what. read: how often a source phrase that ends in it reads as what.
    """
    out = {"bias", *_shape(form, lexicon)}
    surname = any(feature.startswith("surname") for feature in out)
    for way, votes in (("tagged", tagged), ("read", read)):
        total = sum(votes.values())
        out.update(f"{way}={kind}" if 2 * count > total else f"{way}~{kind}" for kind, count in votes.items() if count)
    at = text.find(form)
    for _ in range(_PLACES):
        if at < 0:
            break
        out.update(_context(text, at, at + len(form), lexicon))
        at = text.find(form, at + len(form))
    if surname and "before=title" in out:
        out.add("surname, before=title")
    return sorted(out)


def _shape(form: str, lexicon: Lexicon) -> list[str]:
    han = not _LATIN.search(form)
    out = [f"length={min(len(form), 6)}" if han else "latin", *(["dots"] if _DOTS.search(form) else [])]
    if han and len(form) < 4 and form[0] in lexicon.surnames:
        out.append(f"surname={len(form)}")
    if han and len(form) in (3, 4) and form[:2] in lexicon.surnames:
        out.append("surname=double")
    if _FIRST_AND_LAST.match(form):
        out.append("latin=first-and-last")
    head, ending = lexicon.head(form)
    if len(head) > 1:
        out.append(f"ends={ending}")
    if any(form[at:] in lexicon.organization_suffixes for at in range(1, len(form) - 1)):
        out.append("ends=suffix")
    if form in lexicon.companies:
        out.append("listed")
    if len(form) > 2 and all(char in lexicon.transliteration for char in form):
        out.append("transliterated")
    return out


def _context(text: str, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """The class of the noun right before and right after a place of the name."""
    out = []
    head, before = lexicon.head(text[max(0, start - lexicon.longest_head) : start])
    if len(head) > 1:
        out.append(f"before={before}")
    after = next((lexicon.heads[w] for size in _AROUND if (w := text[end : end + size]) in lexicon.heads), "")
    if after:
        out.append(f"after={after}")
    if text[end : end + 1] in "（(" and _LATIN.match(text[end + 1 : end + 2]):
        out.append("after=latin")
    return out
