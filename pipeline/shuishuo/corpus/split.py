"""The split: which stories are held out for testing and development, the same ones every time, from every kind."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

Split = Literal["train", "dev", "test"]

# The shares that are held out, of all articles: 40 and 30 of 320.
_HELD_OUT: tuple[tuple[Split, Fraction], ...] = (("test", Fraction(40, 320)), ("dev", Fraction(30, 320)))


def assign(articles: Mapping[str, tuple[str, str]], *, fixed: Mapping[str, Split] | None = None) -> dict[str, Split]:
    """The split of each article, by id; `articles` gives story and kind, `fixed` the stories whose split stands.

    Articles of one story share its split. As many are held out as their share comes to, each kind with its part of
    them (by largest remainder), as far as stories of several articles allow. Which ones, a hash decides.
    """
    chosen: dict[str, Split] = dict(fixed or {})
    kinds: dict[str, Counter[str]] = defaultdict(Counter)  # story → how many articles of each kind
    for story, kind in articles.values():
        kinds[story][kind] += 1
    order = sorted(kinds, key=_hash)
    for split, share in _HELD_OUT:
        sizes = Counter(kind for _, kind in articles.values())
        wanted = _quota(sizes, round(share * len(articles)), key=split)
        for story in order:
            if chosen.get(story) == split:
                wanted.subtract(kinds[story])
        free = [story for story in order if story not in chosen]
        for by_kind in (True, False):  # what stories of several kinds leave over is taken wherever it fits
            for story in free:
                size = kinds[story]
                fits = all(wanted[kind] >= size[kind] for kind in size) if by_kind else size.total() <= wanted.total()
                if story not in chosen and fits:
                    chosen[story] = split
                    wanted.subtract(size)
    return {id_: chosen.get(story, "train") for id_, (story, _) in articles.items()}


def _quota(sizes: Counter[str], total: int, *, key: str) -> Counter[str]:
    """`total` shared out over kinds in proportion to their sizes; equal remainders by hash."""
    exact = {kind: Fraction(total * size, sizes.total()) for kind, size in sizes.items()}
    quota = Counter({kind: int(share) for kind, share in exact.items()})
    behind = sorted(sizes, key=lambda kind: (int(exact[kind]) - exact[kind], _hash(f"{key}/{kind}")))
    quota.update(behind[: total - quota.total()])
    return quota


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
