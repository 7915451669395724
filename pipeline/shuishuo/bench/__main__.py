"""`python -m shuishuo.bench PATH`: measure on a sample of the articles in PATH and print the table."""

import argparse
import gzip
import json
import sys
from itertools import islice
from pathlib import Path

from ..formats import Article, Rejected, read_articles
from .measure import measure


def main(argv: list[str] | None = None) -> int:
    """Print the table and give exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m shuishuo.bench", description=__doc__)
    parser.add_argument("path", type=Path, metavar="PATH", help="what annotate takes, or a .jsonl.gz")
    parser.add_argument("--articles", type=int, default=60, help="how many are measured (default: %(default)s)")
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="write the numbers, too")
    given = parser.parse_args(argv)
    bench = measure(sample(read(given.path), given.articles))
    if given.output:
        given.output.write_text(json.dumps(bench.to_dict(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(bench.to_table() + "\n")
    return 0


def read(path: Path) -> list[Article]:
    """The articles of a path that can be read. Raises ShuishuoError E201 where it holds none."""
    if path.suffixes[-2:] == [".jsonl", ".gz"]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return [Article(id=row["id"], raw=row["text"], title=row.get("title") or "") for row in rows]
    return [article for article in read_articles([path]) if not isinstance(article, Rejected)]


def sample(articles: list[Article], number: int) -> list[Article]:
    """At most so many of the articles, evenly spread, so that every length and source has its part."""
    return list(islice(articles[:: max(1, len(articles) // number)], number))


if __name__ == "__main__":
    sys.exit(main())
