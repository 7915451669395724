"""Runs: stretches of words that two texts share, whatever their punctuation, line ends or script."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from opencc import OpenCC

LENGTH = 20  # Chinese characters; names of bodies and laws run to fewer
_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_OTHER = re.compile("[^{}]+".format("".join(f"{chr(low)}-{chr(high - 1)}" for low, high in _RANGES)))


class Run(NamedTuple):
    """The article `id` shares the Chinese characters `words`, in Simplified, with `other`: once a pair, the first."""

    id: str
    other: str
    words: str


class Runs:
    """Every run of LENGTH characters of some texts, to be looked for in others.

    A run that several of the texts have stands for the first of them.
    """

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def add(self, id_: str, text: str) -> list[Run]:
        """Add a text and give the runs that it shares with the texts added before."""
        runs = list(_runs(text))
        found = self._shared(id_, runs)
        for run in runs:
            self._owners.setdefault(run, id_)
        return [Run(id_, owner, words) for owner, words in found.items()]

    def find(self, name: str, text: str) -> list[Run]:
        """The runs of the texts added that the text `name` has too."""
        return [Run(owner, name, words) for owner, words in self._shared(name, _runs(text)).items()]

    def _shared(self, name: str, runs: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for run in runs:
            owner = self._owners.get(run)
            if owner is not None and owner != name:
                found.setdefault(owner, run)
        return found


def between(texts: Mapping[str, str], others: Iterable[tuple[str, str]] = ()) -> Iterator[Run]:
    """The runs that `texts` (id → text) share with each other and with `others` (name, text); one a pair of texts."""
    runs = Runs()
    for id_, text in texts.items():
        yield from runs.add(id_, text)
    for name, text in others:
        yield from runs.find(name, text)


def simplified(text: str) -> str:
    """A text with each character in its Simplified form; the length stays."""
    return text.translate(_forms())


def _runs(text: str) -> Iterator[str]:
    characters = simplified(_OTHER.sub("", text))
    for start in range(len(characters) - LENGTH + 1):
        yield characters[start : start + LENGTH]


@cache
def _forms() -> dict[int, str]:
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, forms, strict=True)
    return {ord(character): form for character, form in pairs if form != character and len(form) == 1}
