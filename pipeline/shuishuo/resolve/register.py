"""The user's own list of names: read and checked, and put above what the article itself says of its names."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ..errors import ShuishuoError
from ..record import KINDS, Kind
from ..repair.script import fold
from .parties import Finder, Party

_COLUMNS = ("id", "name", "kind", "aliases")
_SEPARATORS = {".tsv": "\t", ".csv": ","}


@dataclass(frozen=True, kw_only=True)
class Known:
    """A party that the user knows: `forms` are its name and its aliases, in Simplified characters."""

    id: str
    kind: Kind
    forms: tuple[str, ...]


class Register:
    """Known parties by each of their names."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Raises ShuishuoError E206 where two of them share an id or a name."""
        self._forms: dict[str, Known] = {}
        ids: set[str] = set()
        for party in known:
            if party.id in ids:
                raise ShuishuoError("E206", f"two rows have the id {party.id!r}")
            ids.add(party.id)
            for form in party.forms:
                other = self._forms.setdefault(form, party)
                if other is not party:
                    raise ShuishuoError("E206", f"{form!r} names both {other.id!r} and {party.id!r}")
        self._finder = Finder(self._forms)

    def apply(self, text: str, parties: dict[str, Party]) -> None:
        """Make one party of all names of a known one in the clean `text`: its kind, and `link`, are the list's.

        What the article itself declares or shortens goes along with the name that the list holds. `parties`, by
        name, is changed in place.
        """
        found: dict[str, set[str]] = {}
        for start, end in self._finder.find(text):
            form = text[start:end]
            found.setdefault(self._forms[form].id, set()).add(form)
        for forms in found.values():
            known = self._forms[min(forms)]
            old = {id(parties[form]): parties[form] for form in sorted(forms) if form in parties}
            others = {form for party in old.values() for form in party.forms if form not in self._forms}
            party = Party(kind=known.kind, name=max(forms | others, key=lambda f: (len(f), f)), forms=forms | others)
            party.link = known.id
            for form in party.forms:
                parties[form] = party
            for other in old.values():
                other.forms -= party.forms


def read_register(path: Path) -> Register:
    """The list in a .tsv, .csv or .jsonl file with `id`, `name`, `kind` and, optionally, `aliases`.

    Aliases are a JSON list, or divided by | in a table. `kind` is one of `record.KINDS`. Raises ShuishuoError E101
    where the file cannot be read, E206 where a row breaks this form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ShuishuoError("E101", f"{path}: {error}") from error
    rows = _table(text, path) if path.suffix in _SEPARATORS else _lines(text, path)
    return Register(_known(row, where) for row, where in rows)


def _table(text: str, path: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    reader = csv.DictReader(text.splitlines(), delimiter=_SEPARATORS[path.suffix])
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if None in row or None in row.values():  # csv's signs of a cell too many and of one too few
            raise ShuishuoError("E206", f"{where}: not as many cells as the header has")
        yield {**row, "aliases": [alias for alias in row.get("aliases", "").split("|") if alias.strip()]}, where


def _lines(text: str, path: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ShuishuoError("E206", f"{where}: {error}") from error
        if not isinstance(row, dict):
            raise ShuishuoError("E206", f"{where}: not a JSON object")
        yield row, where


def _known(row: Mapping[str, Any], where: str) -> Known:
    unknown = sorted(set(row) - set(_COLUMNS))
    if unknown:
        raise ShuishuoError("E206", f"{where}: unknown column {', '.join(unknown)}")
    for column in ("id", "name", "kind"):
        if not isinstance(row.get(column), str) or not row[column].strip():
            raise ShuishuoError("E206", f"{where}: {column} is missing")
    if row["kind"] not in KINDS:
        raise ShuishuoError("E206", f"{where}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
    aliases = row.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise ShuishuoError("E206", f"{where}: aliases are not a list of names")
    forms = {_simplified(form.strip()): None for form in (row["name"], *aliases) if form.strip()}
    short = [form for form in forms if len(form) < 2]
    if short:
        raise ShuishuoError("E206", f"{where}: {short[0]!r} is too short for a name")
    return Known(id=row["id"].strip(), kind=cast(Kind, row["kind"]), forms=tuple(forms))


def _simplified(name: str) -> str:
    """The name as the clean text has it."""
    for fix in reversed(fold(name)):
        name = name[: fix.start] + fix.after + name[fix.end :]
    return name
