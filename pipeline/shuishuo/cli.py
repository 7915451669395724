"""The command `shuishuo`. Exit status: 0 all done, 3 some articles were quarantined, 2 wrong use, 1 failure."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import get_args

from tqdm import tqdm

from . import __version__
from .attribute import DEFAULT, SYSTEMS, attribute
from .corpus import agreement, check, stats
from .corpus.files import part, read_corpus, read_independent
from .corpus.index import INDEX, read_index
from .corpus.split import Split
from .corpus.twins import write_twins
from .document import Document
from .errors import CODES, ShuishuoError
from .evaluate import evaluate, evaluation_set, write_evaluation_set, write_metrics, write_plots
from .evaluate.paired import differences, to_table
from .formats import Article, Rejected, read_articles
from .gold import read_gold
from .output import quarantine_path, read_records, whole_file, write_records
from .params import Params
from .record import Record
from .repair import repair
from .report import report, with_index, write_report
from .resolve import read_register
from .resolve.linking import group_entities
from .stages import STAGES, Stage, Tally, annotate_article, run

TWINS_GOLD, TWINS_ANNOTATED = "gold.jsonl", "annotated.jsonl"
DONE, FAILED, WRONG_USE, QUARANTINED = 0, 1, 2, 3


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit status; errors are printed as one line, with their code."""
    args = _parser().parse_args(argv)
    try:
        return int(args.command(args))
    except ShuishuoError as error:
        print(f"shuishuo: {error}", file=sys.stderr)
        return WRONG_USE if error.code.startswith("E2") else FAILED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return FAILED
    except KeyboardInterrupt:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shuishuo", description="谁说: who said what in Chinese news, on whose side.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    annotate = commands.add_parser("annotate", help="articles in, one record a line out")
    annotate.add_argument("paths", nargs="+", metavar="PATH", help=".txt, .html, .jsonl, a folder, or - for stdin")
    annotate.add_argument("--output", type=Path, required=True, metavar="OUT.jsonl")
    annotate.add_argument("--encoding", help="of all files (default: found out for each)")
    annotate.add_argument("--system", choices=SYSTEMS, default=DEFAULT, help="that finds attributions: %(default)s")
    annotate.add_argument("--entities", type=Path, metavar="FILE", help="your own names: .tsv, .csv or .jsonl")
    annotate.set_defaults(command=_annotate)

    repaired = commands.add_parser("repair", help="undo damage and print the clean text")
    repaired.add_argument("paths", nargs="+", metavar="PATH")
    repaired.add_argument("--output", type=Path, metavar="OUT.jsonl", help="write records instead of printing the text")
    repaired.add_argument("--encoding")
    repaired.set_defaults(command=_repair)

    scores = commands.add_parser("evaluate", help="score predicted records against gold")
    scores.add_argument("gold", type=Path, metavar="GOLD", help="stand-off .jsonl, or a folder of annotation files")
    scores.add_argument("predicted", type=Path, metavar="PREDICTED", help="records, as annotate writes them")
    scores.add_argument("--output", type=Path, metavar="DIR", help="also write metrics.json and plots")
    scores.add_argument("--params", type=Path, help="a params.yaml with the bootstrap's settings")
    scores.add_argument("--twins", type=Path, metavar="DIR", help="gold.jsonl and annotated.jsonl of damaged twins")
    _add_split(scores)
    scores.set_defaults(command=_evaluate)

    versus = commands.add_parser("compare", help="two systems' records against the same gold, and whether they differ")
    versus.add_argument("gold", type=Path, metavar="GOLD")
    versus.add_argument("first", type=Path, metavar="FIRST")
    versus.add_argument("second", type=Path, metavar="SECOND")
    versus.add_argument("--params", type=Path, help="a params.yaml with the bootstrap's settings")
    versus.set_defaults(command=_compare)

    table = commands.add_parser("evalset", help="a table of every paired, missed and spurious attribution")
    table.add_argument("gold", type=Path, metavar="GOLD")
    table.add_argument("predicted", type=Path, metavar="PREDICTED")
    table.add_argument("--output", type=Path, required=True, metavar="DIR")
    _add_split(table)
    table.set_defaults(command=_evalset)

    pages = commands.add_parser("report", help="pages that show who said what")
    pages.add_argument("records", type=Path, metavar="OUT.jsonl")
    pages.add_argument("--output", type=Path, required=True, metavar="DIR")
    pages.add_argument("--gold", type=Path, help="show it beside the predictions")
    pages.add_argument("--index", type=Path, metavar="INDEX.jsonl", help="the corpus index: dates and splits")
    pages.add_argument("--params", type=Path, help="a params.yaml with the bootstrap's settings")
    pages.set_defaults(command=_report)

    corpus = commands.add_parser("corpus", help="check the gold corpus, print the tables of its data card, damage it")
    corpus.add_argument("action", choices=("check", "stats", "agreement", "twins"))
    corpus.add_argument("--root", type=Path, default=Path("corpus"), metavar="DIR")
    corpus.add_argument("--reference", type=Path, metavar="DIR", help="real articles to compare with")
    corpus.add_argument("--output", type=Path, default=Path("twins"), metavar="DIR", help="where the twins go")
    corpus.add_argument("--split", choices=get_args(Split), default="test", help="whose articles have twins")
    corpus.add_argument("--params", type=Path, help="a params.yaml with the damage's seed")
    corpus.set_defaults(command=_corpus)

    link = commands.add_parser("link", help="group the equal names of many articles, with a confidence each")
    link.add_argument("records", type=Path, metavar="OUT.jsonl")
    link.add_argument("--output", type=Path, required=True, metavar="GROUPS.jsonl")
    link.set_defaults(command=_link)

    explain = commands.add_parser("explain", help="what an error code means and what to do")
    explain.add_argument("code", nargs="?")
    explain.set_defaults(command=_explain)

    schema = commands.add_parser("schema", help="print the JSON Schema of a record")
    schema.set_defaults(command=_schema)

    stage = commands.add_parser("stage", help="one stage over a file, as dvc.yaml runs it")
    stage.add_argument("name", choices=("repair", *STAGES))
    stage.add_argument("input", metavar="INPUT", help="articles for repair, records for the others")
    stage.add_argument("--output", type=Path, required=True)
    stage.add_argument("--params", type=Path, default=Path("params.yaml"))
    stage.set_defaults(command=_stage)
    return parser


def _add_split(command: argparse.ArgumentParser) -> None:
    command.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="whose split is meant")
    command.add_argument("--split", choices=get_args(Split), help="only the articles of this part of the corpus")


def _gold(args: argparse.Namespace, texts: Mapping[str, str]) -> list[Document]:
    """The gold that a command names, of the split that it names."""
    documents = read_gold(args.gold, texts)
    if not args.split:
        return documents
    chosen = {row.id for row in read_index(args.corpus / INDEX) if row.split == args.split}
    return [document for document in documents if document.id in chosen]


def _annotate(args: argparse.Namespace) -> int:
    tally = Tally()
    register = read_register(args.entities) if args.entities else None
    work = partial(annotate_article, system=args.system, register=register)
    rows = run(read_articles(args.paths, encoding=args.encoding), work, tally=tally)
    write_records(_shown(rows), args.output)
    return _closed(tally, args.output)


def _repair(args: argparse.Namespace) -> int:
    tally = Tally()
    rows = run(read_articles(args.paths, encoding=args.encoding), repair, tally=tally)
    if args.output:
        write_records(_shown(rows), args.output)
        return _closed(tally, args.output)
    for row in rows:
        if isinstance(row, Rejected):
            print(f"shuishuo: {row.id}: {row.code} {CODES[row.code].cause} {row.detail}", file=sys.stderr)
        else:
            print(row.clean)
    return QUARANTINED if tally.rejected else DONE


def _stage(args: argparse.Namespace) -> int:
    params = Params.read(args.params)
    tally = Tally()
    if args.name == "repair":
        rows = run(read_articles([args.input]), repair, tally=tally)
    else:
        stage: Stage = STAGES[args.name]
        if args.name == "attribute":
            if params.attribute_system not in SYSTEMS:
                raise ShuishuoError("E203", f"attribute.system is {params.attribute_system!r}")
            stage = partial(attribute, system=params.attribute_system)
        rows = run(read_records(Path(args.input)), stage, tally=tally)
    write_records(_shown(rows), args.output)
    tally.check()
    if tally.rejected > params.quarantine_share * tally.seen:
        raise ShuishuoError("E403", f"{tally.rejected} of {tally.seen}: {quarantine_path(args.output)}")
    return DONE


def _evaluate(args: argparse.Namespace) -> int:
    params = Params.read(args.params) if args.params else Params()
    settings = {"draws": params.evaluate_draws, "seed": params.evaluate_seed}
    records = list(read_records(args.predicted))
    texts = {record.id: record.raw for record in records}
    outcome = evaluate(_gold(args, texts), map(Document.from_record, records), texts, **settings)
    if args.twins:
        twins = list(read_records(args.twins / TWINS_ANNOTATED))
        raw = {record.id: record.raw for record in twins}
        gold = read_gold(args.twins / TWINS_GOLD, raw)
        outcome = replace(outcome, damaged=evaluate(gold, map(Document.from_record, twins), raw, **settings).figures)
    if args.output:
        write_metrics(outcome, args.output / "metrics.json")
        write_plots(outcome, args.output / "plots")
    print(outcome.to_table())
    return DONE


def _compare(args: argparse.Namespace) -> int:
    params = Params.read(args.params) if args.params else Params()
    first, second = (list(read_records(path)) for path in (args.first, args.second))
    texts = {record.id: record.raw for record in first}
    rows = differences(
        read_gold(args.gold, texts),
        map(Document.from_record, first),
        map(Document.from_record, second),
        texts,
        draws=params.evaluate_draws,
        seed=params.evaluate_seed,
    )
    print(to_table(rows))
    return DONE


def _evalset(args: argparse.Namespace) -> int:
    records = list(read_records(args.predicted))
    texts = {record.id: record.raw for record in records}
    table = evaluation_set(_gold(args, texts), map(Document.from_record, records), texts)
    write_evaluation_set(table, args.output)
    return DONE


def _report(args: argparse.Namespace) -> int:
    records, splits = with_index(read_records(args.records), read_index(args.index) if args.index else ())
    gold = read_gold(args.gold, {record.id: record.raw for record in records}) if args.gold else None
    params = Params.read(args.params) if args.params else Params()
    draws, seed = params.evaluate_draws, params.evaluate_seed
    write_report(report(records, gold=gold, splits=splits, draws=draws, seed=seed), args.output)
    print(args.output / "index.html")
    return DONE


def _corpus(args: argparse.Namespace) -> int:
    if args.action == "check":
        faults = check(args.root, reference=args.reference)
        for fault in faults:
            print(fault, file=sys.stderr)
        return FAILED if faults else DONE
    if args.action == "stats":
        print(stats(args.root, reference=args.reference).to_markdown())
        return DONE
    rows, annotated = read_corpus(args.root)
    if args.action == "twins":
        params = Params.read(args.params) if args.params else Params()
        chosen = part(rows, annotated, args.split)
        articles = [Article(id=document.id, raw=chosen.texts[document.id]) for document in chosen.documents]
        write_twins(articles, chosen.documents, args.output, seed=params.twins_seed)
        return DONE
    first, second = read_independent(args.root, annotated)
    print(agreement(first, second, annotated.texts).to_markdown())
    return DONE


def _link(args: argparse.Namespace) -> int:
    with whole_file(args.output) as file:
        for group in group_entities(read_records(args.records)):
            file.write(json.dumps(asdict(group), ensure_ascii=False) + "\n")
    return DONE


def _explain(args: argparse.Namespace) -> int:
    if args.code and args.code not in CODES:
        raise ShuishuoError("E202", args.code)
    for code in [args.code] if args.code else CODES:
        print(f"{code}  {CODES[code].cause}\n      {CODES[code].remedy}")
    return DONE


def _schema(_args: argparse.Namespace) -> int:
    print(files("shuishuo").joinpath("record.schema.json").read_text(encoding="utf-8"), end="")
    return DONE


def _shown(rows: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    """The same rows, with a count of articles on a terminal and nothing where standard error is piped."""
    return iter(tqdm(rows, unit=" articles", disable=None))


def _closed(tally: Tally, output: Path) -> int:
    """Check that no article was lost, name the quarantine file where there is one, and give the exit status."""
    tally.check()
    listed = quarantine_path(output)
    if not tally.rejected:
        listed.unlink(missing_ok=True)
        return DONE
    print(f"shuishuo: {tally.rejected} of {tally.seen} articles quarantined: {listed}", file=sys.stderr)
    return QUARANTINED
