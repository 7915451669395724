"""The command: `python -m shuishuo.positions RECORDS.jsonl --output FOLDER [--period month] [--across-articles]`."""

import argparse
import sys
from pathlib import Path

from ..errors import ShuishuoError
from ..output import read_records
from . import PERIODS, contradictions, positions, statements, write_map


def main(arguments: list[str] | None = None) -> int:
    """Write the position map of annotated records; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m shuishuo.positions", description=__doc__)
    parser.add_argument("records", type=Path, help="what `shuishuo annotate` wrote")
    parser.add_argument("--output", type=Path, required=True, help="folder for CSV and JSON files")
    parser.add_argument("--period", choices=[*PERIODS][1:], default="month", help="of the map over time")
    parser.add_argument("--across-articles", action="store_true", help="contradictions between articles, too")
    given = parser.parse_args(arguments)
    try:
        said = list(statements(read_records(given.records)))
        maps = {"all": positions(said), given.period: positions(said, period=given.period)}
        write_map(maps, contradictions(said, across_articles=given.across_articles), said, given.output)
    except ShuishuoError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
