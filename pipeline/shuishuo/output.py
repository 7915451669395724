"""Writing results: whole files or none, records and quarantine rows side by side."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from .errors import ShuishuoError
from .formats import Rejected
from .record import Record


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that appears under its name only when all of it is written.

    Raises ShuishuoError E404 where it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):  # where there is no folder there is no draft either
            draft.unlink()
        raise ShuishuoError("E404", f"{path}: {error.strerror}") from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def quarantine_path(output: Path) -> Path:
    """Where the rejected articles of `output` are listed: `OUT.jsonl` → `OUT.quarantine.jsonl`."""
    return output.with_name(f"{output.name.removesuffix('.jsonl')}.quarantine.jsonl")


def write_records(rows: Iterable[Record | Rejected], output: Path) -> None:
    """Write records to `output`, one a line, and quarantine rows to `quarantine_path(output)` (empty where none are).

    Raises ShuishuoError E404 where a file cannot be written.
    """
    with whole_file(output) as good, whole_file(quarantine_path(output)) as bad:
        for row in rows:
            if isinstance(row, Rejected):
                bad.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            else:
                good.write(row.to_json() + "\n")


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file that `write_records` wrote. Raises ShuishuoError E101, E301, E302 or E303."""
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield Record.from_json(line)
    except (OSError, UnicodeDecodeError) as error:
        raise ShuishuoError("E101", f"{path}: {error}") from error
