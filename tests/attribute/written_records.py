"""Segmented records out of small invented sentences, words and tags written by hand: `他/r 说/v ，/w …`."""

from shuishuo.alignment import Alignment
from shuishuo.record import Range, Record, Segmentation, Token


def record(*paragraphs: str, title: str = "") -> Record:
    """A record of some paragraphs; each word is followed by / and its tag, words are parted by spaces."""
    text, tokens, lines = "", [], list[Range]()
    for paragraph in paragraphs:
        start = len(text)
        for item in paragraph.split():
            word, tag = item.rsplit("/", 1)
            tokens.append(Token(start=len(text), end=len(text) + len(word), tag=tag))
            text += word
        lines.append((start, len(text)))
        text += "\n"
    text = text.removesuffix("\n")
    segmentation = Segmentation(paragraphs=tuple(lines), sentences=tuple(lines), tokens=tuple(tokens))
    return Record(
        id="a",
        raw=text,
        clean=text,
        alignment=Alignment.identity(len(text)),
        title=title,
        segmentation=segmentation,
    )
