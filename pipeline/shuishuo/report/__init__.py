"""Report: pages to look at, without any network. An article's page is one file; the views have their rows beside them.

pages = report(records, gold=read_gold(path, texts))
write_report(pages, folder)
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from ..document import Document
from ..errors import ShuishuoError
from ..evaluate import Comparison, evaluate
from ..record import Record
from .dates import with_index
from .entries import AttributionRow, Entry, attribution_rows, entry_of
from .error_rows import ErrorRow, error_rows, worst_first
from .page import make_page
from .render import render_article
from .views import CORPUS, ERRORS, EVALUATION, INDEX, TEST, corpus_view, evaluation_views, index_view

__all__ = ["report", "with_index", "write_report"]

_LONGEST_NAME = 80


def report(
    records: Sequence[Record],
    *,
    gold: Iterable[Document] | None = None,
    splits: Mapping[str, str] | None = None,
    draws: int = 500,
    seed: int = 0,
) -> dict[str, str]:
    """Files by path: a page for each record and, of several, the views that lead to them, `index.html` first.

    The page of a single record is itself `index.html`. With `gold`, the pages of its articles show what was missed,
    what is a false alarm and what is wrong with the rest, and the error browser every error. `splits`: the part of the
    data, `train`, `dev` or `test`, of articles by id; where gold has test articles, the figures are over these alone.
    `draws`, `seed`: of the samples behind the figures' intervals, as in `evaluate`.
    Raises ShuishuoError E305 where an article of `gold` is not among the records, E301 where its spans do not fit.
    """
    documents = {document.id: document for document in gold or ()}
    parts = splits or {}
    if len(records) == 1:
        return {INDEX: render_article(make_page(records[0], gold=documents.get(records[0].id)))}
    files = _file_names([record.id for record in records])
    entries: list[Entry] = []
    rows: list[AttributionRow] = []
    errors: list[ErrorRow] = []
    comparisons: list[Comparison] = []
    articles: dict[str, str] = {}
    for at, (file, record) in enumerate(zip(files, records, strict=True)):
        page = make_page(record, gold=documents.get(record.id))
        entries.append(entry_of(page, file=file, split=parts.get(record.id, "")))
        rows += attribution_rows(page, article=at)
        errors += error_rows(page, article=at)
        comparisons += [page.verdicts.comparison] if page.verdicts else []
        before, after = ("" if not 0 <= n < len(files) else files[n] for n in (at - 1, at + 1))
        articles[file] = render_article(page, index=INDEX, before=before, after=after)
    errors = worst_first(errors)
    views = corpus_view(records, entries, rows, evaluated=bool(documents))
    outcome = None
    if documents:
        tested = {id_ for id_ in documents if parts.get(id_) == TEST}
        scored = [document for id_, document in documents.items() if id_ in tested or not tested]
        texts = {record.id: record.raw for record in records}
        outcome = evaluate(scored, map(Document.from_record, records), texts, draws=draws, seed=seed)
        shown = [one for one in comparisons if one.gold.id in tested or not tested]
        views |= evaluation_views(outcome, shown, entries, errors)
    return {INDEX: index_view(entries, outcome, errors), **views, **articles}


def write_report(pages: Mapping[str, str], folder: Path) -> None:
    """Write the files into `folder`, which is made where it is missing. Raises ShuishuoError E404."""
    try:
        for name, text in pages.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ShuishuoError("E404", f"{folder}: {error.strerror}") from error


def _file_names(ids: Iterable[str]) -> list[str]:
    """A file name for each id that every file system takes, no two alike, not even in another case."""
    names: list[str] = []
    taken = {PurePosixPath(name).stem for name in (INDEX, CORPUS, EVALUATION, ERRORS)}
    for id_ in ids:
        stem = plain = re.sub(r"[^\w-]+", "_", id_)[:_LONGEST_NAME].strip("_") or "article"
        number = 1
        while stem.lower() in taken:
            number += 1
            stem = f"{plain}-{number}"
        taken.add(stem.lower())
        names.append(f"{stem}.html")
    return names
