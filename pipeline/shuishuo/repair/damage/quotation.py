"""Quotation marks come in pairs: what it costs to read one that has no partner."""

_PARTNERS = {"”": "“", "’": "‘", "」": "「", "』": "『"}
_OPENING = frozenset(_PARTNERS.values())
_UNOPENED, _TWICE, _UNCLOSED = 3.0, 4.0, 2.0  # nats; a quotation may run over paragraphs, each of which opens it anew


def read(unclosed: str, character: str) -> tuple[float, str]:
    """What `character` costs where the quotation marks `unclosed` are open, and which are open behind it."""
    if character == "\n":
        return _UNCLOSED * bool(unclosed), ""
    if character in _OPENING:
        return (_TWICE, unclosed) if character in unclosed else (0.0, unclosed + character)
    partner = _PARTNERS.get(character)
    if partner is None:
        return 0.0, unclosed
    if partner not in unclosed:
        return _UNOPENED, unclosed
    return 0.0, unclosed[: unclosed.rindex(partner)]
