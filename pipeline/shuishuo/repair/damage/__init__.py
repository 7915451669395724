"""Undoes damage: readings spliced in behind characters, GBK bytes shifted by one, and text decoded wrongly."""

import re

from . import mojibake, shifts, splices
from .fix import Fix, apply
from .language_model import load
from .readings import SYLLABLE

__all__ = ["Fix", "apply", "undo"]

_SUSPICIOUS = re.compile(rf"[(?\ufffd]{SYLLABLE}\)|[?\ufffd][,;:!?(]")
_UNPROVEN = 20.0  # nats by which shifted bytes must be likelier than the page where no reading proves the damage


def undo(text: str) -> list[Fix]:
    """The fixes of a text: sorted, without overlap, each with offsets into `text`; none where nothing is damaged.

    Undamaged text costs one pass with a regular expression. Raises ShuishuoError E401 where the language model that
    comes with the package is not the published one.
    """
    wrong = mojibake.find(text)
    if wrong or not _SUSPICIOUS.search(text):
        return wrong
    model = load()
    inside = splices.inside(text)
    behind = splices.find(text, model, damaged=inside)
    skipped = {splice.start: splice.end for splice in behind}
    proven = inside or bool(behind)
    pieces = shifts.find(text, skipped, model, least=0.0 if proven else _UNPROVEN)
    shifted = [Fix("byte-shift" if piece.after else "pinyin-splice", *piece) for piece in pieces]
    # A shifted spot may end in a character that happens to bear the reading behind it; the spot explains both.
    covered = {at for fix in shifted for at in range(fix.start, fix.end)}
    spliced = [Fix("pinyin-splice", s.start, s.end, "") for s in behind if covered.isdisjoint(range(s.start, s.end))]
    return sorted(shifted + spliced, key=lambda fix: fix.start)
