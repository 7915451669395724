"""Tables of the data card: plain rows with a title, written as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a `title`, the names of its `columns` and its `rows`; `note` is a sentence below the title."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""

    def to_markdown(self) -> str:
        """A heading, the note and a pipe table: numbers to the right, whole ones grouped, others with one decimal."""
        head = [f"### {self.title}", ""] + ([self.note, ""] if self.note else [])
        numeric = [
            bool(self.rows) and not any(isinstance(row[at], str) for row in self.rows)
            for at in range(len(self.columns))
        ]
        lines = [[_shown(name) for name in self.columns], ["---:" if right else "---" for right in numeric]]
        lines += [[_shown(cell) for cell in row] for row in self.rows]
        return "\n".join([*head, *(f"| {' | '.join(line)} |" for line in lines)]) + "\n"


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.replace("|", "\\|")
    return f"{cell:,d}" if isinstance(cell, int) else f"{cell:,.1f}"
