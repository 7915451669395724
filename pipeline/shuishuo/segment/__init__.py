"""The segment stage: paragraphs, sentences that keep a quotation whole, words with parts of speech, and names."""

from collections.abc import Sequence

from ..record import Range, Record, Segmentation, Token
from .names import names
from .sentences import paragraphs, sentences
from .tagger import Tagged, tag
from .words import blank, words

__all__ = ["blank", "segment"]


def segment(record: Record) -> Record:
    """The record with its `segmentation` set; everything else is as it was.

    Raises ShuishuoError E401 where the segmenter's model is missing or not the one that was published.
    """
    text = record.clean
    lines = paragraphs(text)
    parts = sentences(text, lines)
    cut = words(text, lines)
    tagged = tag(text, parts)
    return record.with_(
        segmentation=Segmentation(
            paragraphs=lines, sentences=parts, tokens=_tokens(cut, tagged), names=names(text, tagged, cut)
        )
    )


def _tokens(cut: Sequence[Range], tagged: Sequence[Tagged]) -> tuple[Token, ...]:
    """Words with the tag of LAC's word that each shares most characters with; of equals, the first."""
    tokens: list[Token] = []
    at = 0
    for start, end in cut:
        while at < len(tagged) and tagged[at].end <= start:
            at += 1
        best, label, look = 0, "", at
        while look < len(tagged) and tagged[look].start < end:
            shared = min(end, tagged[look].end) - max(start, tagged[look].start)
            if shared > best:
                best, label = shared, tagged[look].tag
            look += 1
        tokens.append(Token(start=start, end=end, tag=label))
    return tuple(tokens)
