"""GBK as two bytes a character: which pairs are assigned, and what a careless decoder makes of the others."""

from functools import cache

LEADS = range(0x81, 0xFF)
TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)
EURO = 0x80  # one byte, as in Microsoft's code page

Pair = tuple[int, int]


@cache
def characters() -> dict[Pair, str]:
    """Every assigned pair of a lead and a trail byte, with its character."""
    found = {(lead, trail): bytes((lead, trail)).decode("gbk", "ignore") for lead in LEADS for trail in TRAILS}
    return {pair: character for pair, character in found.items() if character and not character.isascii()}


@cache
def pairs() -> dict[str, Pair]:
    """The two bytes of every character that has two; the reverse of `characters`."""
    return {character: pair for pair, character in characters().items()}


def encode(text: str) -> bytes:
    """The bytes of `text`. Raises UnicodeEncodeError where a character is not in GBK."""
    return bytes((EURO,)).join(part.encode("gbk") for part in text.split("€"))


def decode(data: bytes) -> str:
    """What the careless decoder shows for `data`.

    A lead byte followed by an impossible trail byte gives one `?` and swallows both bytes; a possible but unassigned
    pair vanishes.
    """
    table = characters()
    shown: list[str] = []
    at = 0
    while at < len(data):
        lead = data[at]
        if lead in LEADS and at + 1 < len(data):
            trail = data[at + 1]
            shown.append(table.get((lead, trail), "") if trail >= 0x40 and trail not in (0x7F, 0xFF) else "?")
            at += 2
        else:
            shown.append(chr(lead) if lead < EURO else "€" if lead == EURO else "?")
            at += 1
    return "".join(shown)


@cache
def by_lead() -> dict[int, tuple[str, ...]]:
    """The characters that begin with a byte."""
    return _grouped(0)


@cache
def by_trail() -> dict[int, tuple[str, ...]]:
    """The characters that end with a byte."""
    return _grouped(1)


def _grouped(index: int) -> dict[int, tuple[str, ...]]:
    groups: dict[int, list[str]] = {}
    for pair, character in characters().items():
        groups.setdefault(pair[index], []).append(character)
    return {byte: tuple(group) for byte, group in groups.items()}


@cache
def vanished() -> dict[int, bytes]:
    """Which lead bytes, as the second byte of a pair, leave it unassigned, by its first byte."""
    found = {first: bytes(byte for byte in LEADS if (first, byte) not in characters()) for first in LEADS}
    return {first: seconds for first, seconds in found.items() if seconds}
