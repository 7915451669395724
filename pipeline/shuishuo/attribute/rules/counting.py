"""Learn the rules' two tables of counts from annotated articles: python -m shuishuo.attribute.rules.counting --help"""

import argparse
import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ...formats import Rejected, read_articles
from ...gold import read_gold
from ...record import Range, Record
from ...repair import repair
from ...resources import folder
from ...segment import segment
from .acts import Act, accepted, acts
from .counts import context, left_context
from .lexicon import Lexicon, lexicon
from .reading import SENTENCE_END, Reading
from .running import features

Table = dict[tuple[str, ...], list[int]]

NO_CUE: Range = (-1, -1)  # stands for the cue of what has none
_RAREST_RUN = 3  # attestations of a feature below which it says nothing
_MOST = 12  # sentences


def count_cues(readings: Iterable[Reading], gold: Mapping[str, Mapping[Range, list[Range]]], words: Lexicon) -> Table:
    """How often cues in a context were found, and how often gold has a cue there.

    `gold` maps article ids to the contents of each cue, both as raw offsets.
    """
    table: Table = defaultdict(lambda: [0, 0])
    for reading in readings:
        right = gold[reading.record.id]
        for cue, source, _ in accepted(reading, words, threshold=0.0):
            hit = _raw(reading.record, (cue.start, cue.end)) in right
            for key in context(cue, left_context(reading, words, cue, source)):
                _add(table, key, hit)
        uncovered = right.get(NO_CUE, [])
        for act in acts(reading, words):
            if act.cue is None:
                start, _ = _raw(reading.record, reading.trim(*act.parts[0]))
                hit = any(abs(begin - start) <= 1 for begin, _ in uncovered)
                _add(table, (act.words[1], "own", "clause"), hit)
    return table


def count_runs(readings: Iterable[Reading], gold: Mapping[str, Mapping[Range, list[Range]]], words: Lexicon) -> Table:
    """Of the sentences after a rightly found statement that have no cue, how many gold counts in with it."""
    table: Table = defaultdict(lambda: [0, 0])
    stopping = dataclasses.replace(words, runs={("all", ""): (1000, 0)})  # no statement runs on
    for reading in readings:
        found = acts(reading, stopping)
        starts = sorted(act.cue[0] for act in found if act.cue)
        for act in found:
            contents = gold[reading.record.id].get(_raw(reading.record, act.cue)) if act.cue else None
            if contents is not None and act.level < 0 and not act.closed:
                _count_run(table, reading, act, contents, starts)
    return table


def _count_run(table: Table, reading: Reading, act: Act, contents: list[Range], starts: list[int]) -> None:
    end = act.parts[-1][1]
    for _ in range(_MOST):
        start = end + 1
        high = reading.trim_end(reading.frame(end - 1)[1])
        if reading.text[end : end + 1] not in tuple("。！？；") or start >= high or start in reading.opening:
            return
        stop = reading.clause_end(start, ends=SENTENCE_END)
        first, last = reading.first_token(start), reading.first_token(stop)
        if first >= last or any(start <= at < stop for at in starts):
            return
        low, high = _raw(reading.record, (start, stop))
        hit = any(begin < high and close > low + 2 for begin, close in contents)
        for key in [("all", ""), *features(reading, act.words, first)]:
            _add(table, key, hit)
        if not hit:
            return
        end = stop


def _add(table: Table, key: tuple[str, ...], hit: bool) -> None:
    table[key][0] += 1
    table[key][1] += hit


def _raw(record: Record, span: Range) -> Range:
    made = record.span(*span)
    return made.start, made.end


def write(path: Path, header: str, table: Table, *, rarest: int = 1) -> None:
    """Write a table of counts, sorted; rows with fewer than `rarest` attestations are left out."""
    rows = ["\t".join((*key, str(n), str(hits))) for key, (n, hits) in sorted(table.items()) if n >= rarest]
    path.write_text("\n".join((header, *rows, "")), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="gold.jsonl, stand-off form")
    parser.add_argument("articles", type=Path, help="articles.jsonl with the texts")
    args = parser.parse_args()
    articles = [row for row in read_articles([args.articles]) if not isinstance(row, Rejected)]
    gold: dict[str, dict[Range, list[Range]]] = {}
    for document in read_gold(args.gold, {article.id: article.raw for article in articles}):
        cues = gold.setdefault(document.id, {})
        for attribution in document.attributions:
            contents = [(span.start, span.end) for span in attribution.content]
            for span in attribution.cue:
                cues.setdefault((span.start, span.end), []).extend(contents)
            if not attribution.cue:
                cues.setdefault(NO_CUE, []).extend(contents)
    readings = [Reading(segment(repair(article))) for article in articles if article.id in gold]
    root = folder("corpus/lexicon")
    table = count_cues(readings, gold, lexicon())
    write(root / "cue_counts.tsv", "cue\tleft\tfollow\tfound\tright", table)
    lexicon.cache_clear()
    runs = count_runs(readings, gold, lexicon())
    write(root / "run_on_counts.tsv", "feature\tvalue\tfound\tright", runs, rarest=_RAREST_RUN)


if __name__ == "__main__":
    main()
