"""A small character language model: how likely a symbol is after the symbols before it.

Interpolated Kneser–Ney (Chen and Goodman 1999) in back-off form. An n-gram of symbol numbers is packed into one
integer, `BITS` bits a symbol, the oldest on top; the n-grams of each order are sorted and looked up by bisection. Log
probabilities are natural and kept in steps of 1/`STEPS`. Trained by `python -m shuishuo.train.language_model`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...resources import folder, verified_files
from .symbols import symbol

BITS = 13
STEPS = 16
UNKNOWN = 0  # the number of every symbol that the model does not know
UNKNOWN_COST = 9.5  # nats: which of the unknown symbols it is
EDGE = 1  # the number of a paragraph's beginning and end
FILE = "language_model.npz"
_MEMORY = 1 << 18  # scores that are remembered before the memory is emptied

Context = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Order:
    """The n-grams of one length: sorted keys, −log probability and −log back-off weight of each, in steps."""

    keys: Sequence[int]
    costs: Sequence[int]
    backoffs: Sequence[int]

    def find(self, key: int) -> int:
        """The index of a packed n-gram, or −1."""
        at = bisect_left(self.keys, key)
        return at if at < len(self.keys) and self.keys[at] == key else -1


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """`orders[n - 1]` holds the n-grams of length n; `numbers` has the number of each known symbol."""

    numbers: dict[str, int]
    orders: tuple[Order, ...]
    _memory: dict[tuple[Context, int], int] = field(default_factory=dict, repr=False)
    _numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def number(self, character: str) -> int:
        """The number of a character's symbol."""
        number = self._numbers.get(character)
        if number is None:
            number = EDGE if character == "\n" else self.numbers.get(symbol(character), UNKNOWN)
            self._numbers[character] = number
        return number

    def after(self, context: Context, number: int) -> Context:
        """The context once `number` has followed `context`; a paragraph begins with the context (EDGE,)."""
        return (EDGE,) if number == EDGE else (*context, number)[1 - len(self.orders) :]

    @cached_property
    def pair_costs(self) -> npt.NDArray[np.uint8]:
        """−log probability of every symbol (column) after every other one (row), in steps."""
        single, double = self.orders[0], self.orders[1]
        costs = np.minimum(np.add.outer(np.array(single.backoffs), np.array(single.costs), dtype=np.uint16), 255)
        table: npt.NDArray[np.uint8] = costs.astype(np.uint8)
        keys = np.array(double.keys)
        table[keys >> BITS, keys & ((1 << BITS) - 1)] = np.array(double.costs)
        return table

    def score(self, context: Context, number: int) -> float:
        """The natural logarithm of the probability of `number` after `context`."""
        cost = self._memory.get((context, number))
        if cost is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            cost = self._memory[context, number] = self._cost(context, number)
        return -cost / STEPS - (UNKNOWN_COST if number == UNKNOWN else 0.0)

    def _cost(self, context: Context, number: int) -> int:
        order, history = self.orders[len(context)], _pack(context)
        at = order.find(history << BITS | number)
        if at >= 0:
            return order.costs[at]
        shorter = self.orders[len(context) - 1]
        known = shorter.find(history)
        return (shorter.backoffs[known] if known >= 0 else 0) + self._cost(context[1:], number)


def _pack(numbers: Context) -> int:
    packed = 0
    for number in numbers:
        packed = packed << BITS | number
    return packed


@cache
def load() -> LanguageModel:
    """The model that comes with the package. Raises ShuishuoError E401 where its file is not the published one."""
    return read(folder("models/language_model"))


def read(directory: Path) -> LanguageModel:
    """The model of a folder, its file checked against `manifest.json` there. Raises ShuishuoError E401."""
    data = verified_files(directory)[FILE]
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        numbers = {chr(code): number for number, code in enumerate(stored["symbols"].tolist())}
        orders = tuple(
            Order(
                keys=memoryview(_keys(stored[f"keys{length}"]).data),
                costs=memoryview(stored[f"costs{length}"]),
                backoffs=memoryview(stored[f"backoffs{length}"]),
            )
            for length in range(1, int(stored["order"]) + 1)
        )
    return LanguageModel(numbers, orders)


def planes(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Sorted keys as they are stored: their differences, byte by byte, which packs well. `_keys` is the reverse."""
    differences = np.diff(keys, prepend=np.int64(0))
    return np.ascontiguousarray(differences.astype("<i8").view(np.uint8).reshape(-1, 8).T)


def _keys(stored: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    return np.cumsum(np.ascontiguousarray(stored.T).view("<i8").ravel(), dtype=np.int64)
