"""What the language model reads: one symbol a character, the same for Traditional and Simplified, wide and narrow."""

from functools import cache

import opencc

_WIDE = str.maketrans(",:;!?()「」『』", "，：；！？（）“”‘’")


@cache
def symbol(character: str) -> str:
    """The symbol of a character: Simplified, full-width; any digit is `0`, any Latin letter `a`, white space ` `."""
    folded = character.translate(_WIDE)
    if folded.isascii() or ("！" <= folded <= "～" and folded.isalnum()):
        return "0" if folded.isdigit() else "a" if folded.isalpha() else " " if folded == " " else folded
    return to_simplified(folded)


@cache
def to_simplified(character: str) -> str:
    """The Simplified form of one character."""
    return str(_converter("t2s").convert(character))


@cache
def to_traditional(character: str) -> str:
    """The usual Traditional form of one character."""
    return str(_converter("s2t").convert(character))


def to_traditional_text(text: str) -> str:
    """A text in Traditional characters, the form of each chosen by the words around it."""
    return str(_converter("s2t").convert(text))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)
