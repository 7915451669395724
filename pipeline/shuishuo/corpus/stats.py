"""Statistics of our corpus, beside those of real annotated news where that is at hand: the tables of the data card."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..exchange.annotated import Annotated
from .files import read_corpus, read_reference
from .index import Row
from .profile import Profile, divergence, length, profile
from .tables import Cell, Table

TOP_CUES = 40
_COUNTED = ("articles", "characters", "attributions")


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """All tables, in the order of the data card."""

    tables: tuple[Table, ...]

    def to_markdown(self) -> str:
        """The tables as one Markdown text."""
        return "\n".join(table.to_markdown() for table in self.tables)


def stats(root: Path, *, reference: Path | None = None) -> Statistics:
    """The statistics of the corpus in `root`.

    reference: a folder with articles.jsonl and gold.jsonl of real news, to stand beside ours. Raises ShuishuoError
    E101, E304 or E306 where the corpus cannot be read, E101, E105, E106, E301, E302 or E305 where the reference cannot.
    """
    rows, ours = read_corpus(root)
    real = profile(read_reference(reference)) if reference else None
    return Statistics(
        tables=(
            _sizes("Kinds of news", rows, ours, lambda row: row.kind),
            _sizes("Script", rows, ours, lambda row: row.script),
            _sizes("Split", rows, ours, lambda row: row.split),
            *compared(profile(ours), real),
        )
    )


def compared(ours: Profile, real: Profile | None) -> Iterator[Table]:
    """The tables of a profile, beside another one where there is one, with the divergence of each distribution."""
    sides = (ours,) if real is None else (ours, real)
    columns = ("ours",) if real is None else ("ours", "real news")
    yield Table(
        title="Figures",
        columns=("figure", *columns),
        rows=[(name, *(_figure(name, side) for side in sides)) for name in ours.figures],
        note="Characters are counted without white space, content lengths in such characters.",
    )
    for name in ours.distributions:
        values = _order(sides, name)
        note = "Shares in percent."
        if name == "cue":
            note = f"The {TOP_CUES} most frequent, Traditional ones counted as Simplified; shares in percent of all."
            values = values[:TOP_CUES]
        if real is not None and all(side.distributions[name] for side in sides):
            bits = divergence(ours.distributions[name], real.distributions[name])
            note += f" Jensen–Shannon divergence: {bits:.3f} bits."
        yield Table(
            title=name.capitalize(),
            columns=(name, *columns),
            rows=[(value, *(_share(side, name, value) for side in sides)) for value in values],
            note=note,
        )


def _sizes(title: str, rows: Iterable[Row], ours: Annotated, group: Callable[[Row], str]) -> Table:
    """Articles, characters, attributions and attributions per 1,000 characters by group, and in all."""
    counts: dict[str, list[int]] = {}
    documents = {document.id: document for document in ours.documents}
    for row in rows:
        size = (1, length(ours.texts[row.id]), len(documents[row.id].attributions))
        for name in (group(row), "all"):
            counts[name] = [a + b for a, b in zip(counts.get(name, (0, 0, 0)), size, strict=True)]
    lines: list[tuple[Cell, ...]] = [
        (name, *counts[name], 1000 * counts[name][2] / counts[name][1])
        for name in (*sorted(counts.keys() - {"all"}), *(counts.keys() & {"all"}))
    ]
    return Table(title=title, columns=(title.lower(), *_COUNTED, "per 1,000 characters"), rows=lines)


def _figure(name: str, side: Profile) -> Cell:
    value = side.figures[name]
    return int(value) if name in _COUNTED or name.startswith("content length") else value


def _order(sides: Iterable[Profile], name: str) -> list[str]:
    """All values of a distribution, the most frequent of the last side first."""
    *others, last = [side.distributions[name] for side in sides]
    values = {value: None for counts in (last, *others) for value, _ in counts.most_common()}
    return list(values)


def _share(side: Profile, name: str, value: str) -> float:
    counts = side.distributions[name]
    return 100 * counts[value] / counts.total() if counts.total() else 0.0
