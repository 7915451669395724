"""The damage itself, run forward: from a clean Traditional text to the text that the web delivers.

One character after the other (first the keys, then the full-width marks) is looked for in the GBK bytes of a
paragraph, **wherever** its two bytes stand, be they one character or the tail of one and the head of the next. Behind
a key its reading is written in brackets, before a mark its ASCII twin; then a careless decoder (see `gbk.decode`)
reads the bytes, and the next character has its turn. In the end the tags `<p>` and `</p>`, between which the paragraph
stood, are taken out, and marks become ASCII, one where twin and mark are neighbours.
"""

import re
from collections.abc import Mapping

from . import gbk

TWINS = {"；": ";", "，": ",", "！": "!", "：": ":", "？": "?", "（": "(", "）": ")"}  # in the order of their turns


def forward(text: str, keys: Mapping[str, str]) -> str:
    """The damaged form of `text`, whose paragraphs are its lines.

    keys: key character → the reading that is written behind it, with tone marks (`{"數": "shù"}`), in the order of
    their turns. Raises UnicodeEncodeError where a character is not in GBK.
    """
    inserts = {key: f"{key}({reading})" for key, reading in keys.items()}
    inserts |= {mark: twin + mark for mark, twin in TWINS.items()}
    return "\n".join(_paragraph(line, inserts) for line in text.split("\n"))


def _paragraph(line: str, inserts: Mapping[str, str]) -> str:
    shown = f"<p>{line}</p>"
    for found, replacement in inserts.items():
        spliced = gbk.encode(shown).replace(gbk.encode(found), gbk.encode(replacement))
        shown = gbk.decode(spliced)
    return fold(re.sub("</?p>", "", shown))


def fold(text: str) -> str:
    """Marks as ASCII: a full-width mark goes where its twin stands right before it, and becomes its twin elsewhere."""
    for mark, twin in TWINS.items():
        text = text.replace(twin + mark, twin).replace(mark, twin)
    return text
