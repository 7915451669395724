"""Whether one wording shortens another: 沐禾 of 沐禾药业, 沈总 of 沈牧根, 北大 of 北京大学."""

from ..record import Kind
from ..resolve.lexicon import lexicon

_TITLES = ("title", "honorific")
_LONG_NAME = 5  # characters that no Chinese person's name has
_ABBREVIATION = 4  # the most characters of one that leaves out some of the name's
PART, ENDS, WITHIN, SKIPPING = 4, 3, 2, 1  # how near the shorter wording is to the longer, the nearest first


def shortens(short: str, full: str, kind: Kind) -> int:
    """How well `short` can stand for `full`, an entity of that kind: 0 where it cannot, else PART (its beginning), ENDS
    (its end), WITHIN, or SKIPPING (some of its characters in order, from the first one on).

    A family name with a form of address (沈总, 彭先生) shortens a person's full name. What an unnamed person or text is
    called ends with what it is (审稿人 of 一名审稿人): its beginning would be somebody else.
    """
    words = lexicon()
    title, sense = words.head(short[1:])
    if kind == "person" and title and title == short[1:] and sense in _TITLES and short[0] in words.surnames:
        return PART if full[0] == short[0] and len(full) < _LONG_NAME else 0
    if not 1 < len(short) < len(full) or short in words.countries or full in words.countries:
        return 0
    if kind in ("anonymous", "document"):
        return ENDS if full.endswith(short) else 0
    if short in full:
        if full.startswith(short):
            return PART
        return ENDS if full.endswith(short) else WITHIN
    if len(short) > _ABBREVIATION or short[0] != full[0]:
        return 0
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return 0
    return SKIPPING


def lengthens(long: str, form: str) -> int:
    """How well `long` can be a fuller wording of `form`: ENDS where it ends with it (博主程若娟), PART where only the
    endings of organisations' names follow, else 0.
    """
    if len(form) < 2 or len(long) <= len(form):
        return 0
    if long.endswith(form):
        return ENDS
    return PART if long.startswith(form) and lexicon().only_suffixes(long[len(form) :]) else 0
