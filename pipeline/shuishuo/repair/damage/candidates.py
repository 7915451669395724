"""Which characters may have stood where bytes are known in part, the likeliest first.

Exact scores look three characters back and are dear. Here whole lists of characters are ranked at once by the one
character before them and, where the next byte on the page is known, by the best character that may follow; what comes
out on top is scored exactly by the search.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import gbk
from .article import ArticleModel
from .forward import TWINS
from .language_model import EDGE, STEPS, Context

_EARLY = tuple(TWINS)[:3]  # marks whose turn comes before that of nearly every mark that shifts bytes
Costs = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Choices:
    """Characters; their numbers; −log probability of each one's form, in steps; which bytes each may leave over."""

    characters: Sequence[str]
    numbers: npt.NDArray[np.int64]
    forms: Costs
    leads: Sequence[bytes]


class Candidates:
    """The choices in one article."""

    def __init__(self, model: ArticleModel) -> None:
        self._model = model
        self._pairs = model.pair_costs()
        self._paired: dict[tuple[bytes, int], Choices] = {}
        self._opened: dict[bytes, Choices] = {}
        self._ending: dict[bytes, Choices] = {}
        self._ahead: dict[tuple[bytes, int], Costs] = {}

    def paired(self, leads: bytes, trail: int) -> Choices:
        """The characters that end with `trail` and begin with one of `leads`."""
        if (leads, trail) not in self._paired:
            table = gbk.characters()
            pairs = [(lead, trail) for lead in leads if (lead, trail) in table]
            found = [table[pair] for pair in pairs if table[pair] not in TWINS]  # before a mark its twin would stand
            self._paired[leads, trail] = self._choices(found if len(leads) == 1 else self._known(found))
        return self._paired[leads, trail]

    def opened(self, leads: bytes) -> Choices:
        """The characters that begin with one of `leads`."""
        if leads not in self._opened:
            found = self._known(character for lead in leads for character in gbk.by_lead().get(lead, ()))
            found = [character for character in found if character not in _EARLY]
            self._opened[leads] = self._choices(found)
        return self._opened[leads]

    def ending(self, leads: bytes) -> Choices:
        """The characters that begin with one of `leads` and whose second byte began a pair that vanished."""
        if leads not in self._ending:
            table = gbk.characters()
            found = [
                (character, left)
                for trail, left in gbk.vanished().items()
                for character in self._known(table[lead, trail] for lead in leads if (lead, trail) in table)
            ]
            self._ending[leads] = self._choices([one for one, _ in found], [left for _, left in found])
        return self._ending[leads]

    def ahead(self, leads: bytes, trail: int) -> Costs:
        """What the best character that ends with `trail` costs behind each of `ending(leads)`, in steps."""
        if (leads, trail) not in self._ahead:
            choices = self.ending(leads)
            costs = np.full(len(choices.characters), np.inf, dtype=np.float32)
            groups: dict[bytes, list[int]] = {}
            for index, left in enumerate(choices.leads):
                groups.setdefault(left, []).append(index)
            for left, indexes in groups.items():
                following = self.paired(left, trail)
                if following.characters:
                    block = self._pairs[np.ix_(choices.numbers[indexes], following.numbers)]
                    costs[indexes] = (block + following.forms).min(axis=1)
            self._ahead[leads, trail] = costs
        return self._ahead[leads, trail]

    def costs(self, choices: Choices, context: Context) -> Costs:
        """What each of some characters costs behind the last one of a context, in steps."""
        before = context[-1] if context else EDGE
        found: Costs = self._pairs[before, choices.numbers] + choices.forms
        return found

    def best(self, choices: Choices, context: Context, count: int) -> list[str]:
        """The `count` best of some characters."""
        if len(choices.characters) <= count:
            return list(choices.characters)
        order = np.argsort(self.costs(choices, context), kind="stable")[:count]
        return [choices.characters[index] for index in order]

    def _known(self, characters: Iterable[str]) -> list[str]:
        return [character for character in characters if self._model.known(character)]

    def _choices(self, characters: Sequence[str], leads: Sequence[bytes] = ()) -> Choices:
        numbers = np.array([self._model.number(character) for character in characters], dtype=np.int64)
        forms = np.array([-STEPS * self._model.form(character) for character in characters], dtype=np.float32)
        return Choices(characters, numbers, forms, leads)
