"""Which articles are trained on and which are held out: our corpus by its split, and other gold where it is given."""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..corpus.files import part, read_corpus, read_reference
from ..exchange.annotated import Annotated
from .data import Example, example, read_prepared, write_prepared
from .microblogs import read_microblogs

CORPUS, MORE, HELD_OUT, MICROBLOGS = "corpus", "more", "held_out", "microblogs"
SETS = (CORPUS, MORE, HELD_OUT, MICROBLOGS)


def read_sets(
    corpus: Path,
    more: Sequence[Path],
    *,
    held_out: int,
    seed: int,
    share: float = 1.0,
    microblogs: Path | None = None,
) -> dict[str, list[Example]]:
    """The examples of each of SETS.

    corpus: the folder of our corpus; its `train` articles make the set `corpus`, its `dev` articles are held out, its
    `test` articles are in no set. more: folders with articles.jsonl and gold.jsonl, whose articles make the set `more`
    but for `held_out` of each folder, drawn with `seed`. share: the share of each training set that is kept, 0 to 1,
    for a learning curve; a smaller share is part of a larger one, and the held-out articles stay the same.
    microblogs: a file of stance data, which makes the set of that name.

    Raises ShuishuoError as `read_corpus`, `read_reference` and `read_microblogs` do.
    """
    rows, annotated = read_corpus(corpus)
    own = _examples(part(rows, annotated, "train"))
    others: list[Example] = []
    held = _examples(part(rows, annotated, "dev"))
    for folder in more:
        found = _examples(read_reference(folder))
        kept = set(_drawn(len(found), held_out, seed))
        others += [one for at, one in enumerate(found) if at not in kept]
        held += [one for at, one in enumerate(found) if at in kept]
    return {
        CORPUS: _share(own, share, seed),
        MORE: _share(others, share, seed),
        HELD_OUT: held,
        MICROBLOGS: read_microblogs(microblogs) if microblogs else [],
    }


def write_sets(sets: Mapping[str, Iterable[Example]], folder: Path) -> None:
    """Write each set as NAME.jsonl into `folder`, for `read_set`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, examples in sets.items():
        write_prepared(examples, folder / f"{name}.jsonl")


def read_set(folder: Path, name: str) -> list[Example]:
    """One of the sets that `write_sets` wrote. Raises KeyError for a name that is none of SETS."""
    if name not in SETS:
        raise KeyError(f"no set {name}, only {', '.join(SETS)}")
    return read_prepared(folder / f"{name}.jsonl")


def _examples(annotated: Annotated) -> list[Example]:
    return [example(document, annotated.texts[document.id]) for document in annotated.documents]


def _share(examples: Sequence[Example], share: float, seed: int) -> list[Example]:
    return [examples[at] for at in _drawn(len(examples), round(share * len(examples)), seed)]


def _drawn(size: int, count: int, seed: int) -> list[int]:
    """`count` of `size` places, in order: the first of one order that depends on `seed` and `size` alone."""
    order = list(range(size))
    random.Random(seed).shuffle(order)  # noqa: S311 -- a sample, not a secret
    return sorted(order[:count])
