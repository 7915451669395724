"""Views: the pages about all articles together: the index, the corpus, the evaluation and its errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..evaluate import Comparison, Report
from ..positions import Contradiction, Statement, contradictions, positions, statements
from ..record import Record
from .chunks import chunk_files
from .entries import AttributionRow, Entry, article_row, excerpt
from .error_rows import ErrorRow
from .matrices import SIZE, calibration, matrices
from .network import network
from .page import reading_order
from .render import render_view
from .sides import sides
from .timeline import timeline

INDEX, CORPUS, EVALUATION, ERRORS = "index.html", "corpus.html", "evaluation.html", "errors.html"
_WORST = 3  # errors that the index shows
_DISPUTES = 12
TEST = "test"  # the split that the figures are for, where the articles have splits


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One side of a dispute: who says what, and where it stands."""

    speaker: str
    content: str
    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """Two speakers of opposite stance about one target."""

    target: str
    favor: Claim
    against: Claim


def corpus_view(
    records: Sequence[Record], entries: Sequence[Entry], rows: Sequence[AttributionRow], *, evaluated: bool
) -> dict[str, str]:
    """The corpus view and its rows by path: the map of sides, the network, the timeline, disputes and the table."""
    said = list(statements(records))
    found = positions(said)
    chunks = chunk_files("articles", [article_row(entry) for entry in entries]) | chunk_files("attributions", rows)
    html = render_view(
        "corpus",
        scripts=["browse.js", "corpus.js"],
        chunks=list(chunks),
        evaluated=evaluated,
        total=len(rows),
        sides=sides(found),
        network=network(found),
        timeline=timeline(said),
        disputes=_disputes(contradictions(said), records, entries),
    )
    return {CORPUS: html, **chunks}


def evaluation_views(
    outcome: Report, comparisons: Sequence[Comparison], entries: Sequence[Entry], errors: Sequence[ErrorRow]
) -> dict[str, str]:
    """The evaluation view, and the error browser with its rows, by path; the corpus view's list of articles is shared.

    `errors` are all of them, the worst first; `outcome` and `comparisons` are of the test articles where there are any.
    """
    splits = [split for split in dict.fromkeys(entry.split for entry in entries) if split]
    tested = _tested(entries, errors)
    html = render_view(
        "evaluation",
        evaluated=True,
        outcome=outcome,
        matrices=matrices(outcome, comparisons),
        points=calibration(outcome),
        size=SIZE,
        causes=_counted(tested),
        errors=len(tested),
        tested=len(tested) < len(errors),
    )
    articles = list(chunk_files("articles", [article_row(entry) for entry in entries]))
    chunks = chunk_files("errors", errors)
    browser = render_view(
        "errors",
        scripts=["browse.js", "errors.js"],
        chunks=[*articles, *chunks],
        evaluated=True,
        total=len(errors),
        causes=_counted(errors),
        splits=sorted(splits),
        chosen=TEST if TEST in splits else "",
    )
    return {EVALUATION: html, ERRORS: browser, **chunks}


def index_view(entries: Sequence[Entry], outcome: Report | None, errors: Sequence[ErrorRow]) -> str:
    """The page that leads to all others, with the figures and the three worst errors where there is gold."""
    tested = _tested(entries, errors)
    return render_view(
        "index",
        evaluated=outcome is not None,
        entries=entries,
        outcome=outcome,
        worst=[(row, entries[row.article]) for row in tested[:_WORST]],
        tested=any(entry.split == TEST for entry in entries),
    )


def _tested(entries: Sequence[Entry], errors: Sequence[ErrorRow]) -> Sequence[ErrorRow]:
    """The errors of the test articles, or all where no article is one."""
    if not any(entry.split == TEST for entry in entries):
        return errors
    return [row for row in errors if entries[row.article].split == TEST]


def _counted(errors: Sequence[ErrorRow]) -> dict[str, tuple[int, int]]:
    """How many errors have each cause and how many characters they lose, the most frequent cause first."""
    counts: dict[str, tuple[int, int]] = {}
    for row in errors:
        for cause in row.causes:
            number, lost = counts.get(cause, (0, 0))
            counts[cause] = number + 1, lost + row.lost
    return dict(sorted(counts.items(), key=lambda item: (-item[1][0], item[0])))


def _disputes(
    found: Sequence[Contradiction], records: Sequence[Record], entries: Sequence[Entry]
) -> tuple[Dispute, ...]:
    """The disputes that are likeliest to be about one matter, one for each target and pair of speakers."""
    of = {record.id: (record, entry) for record, entry in zip(records, entries, strict=True)}
    shown: dict[tuple[str, str, str], Contradiction] = {}
    for one in found:
        shown.setdefault((one.favor.target.key, one.favor.speaker.key, one.against.speaker.key), one)
    return tuple(
        Dispute(target=one.favor.target.name, favor=_claim(one.favor, of), against=_claim(one.against, of))
        for one in list(shown.values())[:_DISPUTES]
    )


def _claim(statement: Statement, of: Mapping[str, tuple[Record, Entry]]) -> Claim:
    record, entry = of[statement.article]
    number = [a.id for a in reading_order(record)].index(statement.attribution) + 1
    return Claim(
        speaker=statement.speaker.name,
        content=excerpt(statement.content, longest=140),
        title=entry.title,
        href=f"{entry.file}#c{number}",
    )
