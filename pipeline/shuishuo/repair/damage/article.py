"""The language model in one article: what the article itself shows of its words, names and characters counts too."""

import re
from collections import Counter
from math import exp, log

import numpy as np
import numpy.typing as npt

from .forward import TWINS
from .language_model import EDGE, STEPS, UNKNOWN, Context, LanguageModel
from .readings import SYLLABLE
from .symbols import symbol, to_simplified, to_traditional

_READING = re.compile(rf"\({SYLLABLE}\)")
_DOUBTFUL = re.compile(r"(?:[?\ufffd][^\n?\ufffd]{,16})+")  # no witness of how the author writes
# Sightings that a form brings with it, as if the article had shown them.
_USUAL, _OTHER, _RARE = 1.0, 0.1, 0.005
_QUOTATION_MARKS = "“”‘’", "「」『』"
_MARKS = {*TWINS, *TWINS.values()}  # the page has them all in ASCII, whatever the author wrote
_STOPS = {*TWINS, *TWINS.values(), *"。、"}  # no more likely anywhere because the article has many of them
_SHARES = (0.05, 0.15, 0.25, 0.3)  # what the article's own single characters, pairs, triples, … are worth
_ALIKE = "他她"  # one word in speech; which of them is meant the article tells better than the words around it


class ArticleModel:
    """How likely a character is in an article after the ones before it."""

    def __init__(self, text: str, model: LanguageModel) -> None:
        self.model = model
        text = _DOUBTFUL.sub("\n", _READING.sub("", text))
        self._forms = Counter(text)
        for style in _QUOTATION_MARKS:  # an article keeps to one style, and a mark shows its style
            self._forms.update(dict.fromkeys(style, sum(self._forms[mark] for mark in style)))
        self._symbols: Counter[str] = Counter()
        for character, count in self._forms.items():
            self._symbols[symbol(character)] += count
        self._simplified = self._share_of_simplified()
        self._scores: dict[str, float] = {}
        self._seen: Counter[Context] = Counter()
        numbers = [EDGE, EDGE, *map(model.number, text)]
        self._topical = {model.number(character) for character in {*self._forms} - _STOPS}
        self._alike = {model.number(character): self._forms[character] + 1 for character in _ALIKE}
        for length in range(1, len(_SHARES) + 1):
            self._seen.update(zip(*(numbers[start:] for start in range(length)), strict=False))
        self._seen[()] = len(text)
        self._memory: dict[tuple[Context, int], float] = {}

    def read(self, context: Context, character: str) -> tuple[float, Context]:
        """The natural logarithm of the probability of a character after `context`, and the context behind it."""
        number = self.model.number(character)
        score = self._memory.get((context, number))
        if score is None:
            score = self._memory[context, number] = self._score(context, number)
        return score + self.form(character), self.model.after(context, number)

    def number(self, character: str) -> int:
        """The number of a character's symbol in the language model."""
        return self.model.number(character)

    def pair_costs(self) -> npt.NDArray[np.uint8]:
        """`LanguageModel.pair_costs`, with the article's own pairs of characters in it."""
        costs = self.model.pair_costs.copy()
        own = [pair for pair in self._seen if len(pair) == 2]
        for first, second in own:
            share = _SHARES[1] * self._seen[first, second] / (self._seen[(first,)] + 1)
            costs[first, second] = min(costs[first, second], int(-log(share) * STEPS))
        return costs

    def known(self, character: str) -> bool:
        """Whether the language model knows the character."""
        return self.model.number(character) != UNKNOWN

    def _score(self, context: Context, number: int) -> float:
        probability = exp(self.model.score(context, number))
        if number in self._alike:
            both = {one: exp(self.model.score(context, one)) for one in self._alike}
            weighted = {one: own * both[one] for one, own in self._alike.items()}
            probability = sum(both.values()) * weighted[number] / sum(weighted.values())
        for length, share in enumerate(_SHARES):
            before = context[len(context) - length :]
            if length <= len(context) and number != UNKNOWN and (length or number in self._topical):
                own = self._seen[(*before, number)] / (self._seen[before] + 1)
                probability += share * (own - probability) if self._seen[before] else 0.0
        return log(probability)

    def form(self, character: str) -> float:
        """The natural logarithm of the probability that the character's symbol is written so: 裏 or 裡, 后 or 後."""
        if character not in self._scores:
            self._scores[character] = 0.0 if character in _MARKS else log(self._share(character))
        return self._scores[character]

    def _share_of_simplified(self) -> float:
        """How many of the article's characters that differ in Traditional and Simplified are in Simplified form."""
        simplified, traditional = _OTHER, _USUAL
        for character, count in self._forms.items():
            folded = to_simplified(character)
            if character == folded and to_traditional(folded) != folded and not _frequent(character):
                simplified += count
            elif character != folded:
                traditional += count
        return simplified / (simplified + traditional)

    def _share(self, character: str) -> float:
        sort, simplified = symbol(character), to_simplified(character)
        if sort in "0a":  # one symbol for ten digits, or for all letters
            prior = _OTHER if character.isascii() else _RARE
        elif character in _QUOTATION_MARKS[1]:
            prior = _RARE
        elif character == to_traditional(simplified):
            prior = _USUAL
        elif _frequent(character):
            prior = _OTHER
        else:
            prior = self._simplified if character == simplified else _RARE
        return min((self._forms[character] + prior) / (self._symbols[sort] + _USUAL), 1.0)


def _frequent(character: str) -> bool:
    """Whether a character is on the first level of Big5, which has what nearly every Traditional text is made of."""
    return b"\xa4\x40" <= character.encode("big5", "ignore") <= b"\xc6\x7e"
