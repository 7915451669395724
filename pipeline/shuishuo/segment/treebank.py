"""Words as a treebank cuts them: the sentences of a CoNLL-U file, printed as clean text prints them."""

from collections.abc import Sequence
from pathlib import Path

import opencc

Sentence = list[str]  # words

MARKS = str.maketrans("「」『』", "“”‘’")
_FULL_WIDTH = str.maketrans(",.?!:;()[]", "，。？！：；（）【】")
_T2S = opencc.OpenCC("t2s")


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, in Simplified, with the punctuation that clean text has."""
    found: list[Sentence] = []
    words: Sentence = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line:
            if words:
                found.append(simplified(words))
            words = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():  # not 3-4 (a surface form over words) nor 3.1 (an empty node)
                words.append(columns[1])
    return found


def simplified(words: Sequence[str]) -> Sentence:
    """Words in Simplified with full-width punctuation and quotation marks that open and close."""
    out: Sentence = []
    quoted = False
    for word in words:
        if word in ('"', "``", "''"):
            out.append("”" if quoted else "“")
            quoted = not quoted
            continue
        changed: str = _T2S.convert(word).translate(MARKS)
        out.append(changed.translate(_FULL_WIDTH) if len(word) == 1 else changed)  # not the point in 2.5
    return out
