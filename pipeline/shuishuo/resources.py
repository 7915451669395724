"""The package's own data: where it lies, word lists read as rows, and model files checked before they are used."""

import csv
import hashlib
import json
from pathlib import Path

from .errors import ShuishuoError

LEXICON = "corpus/lexicon"
MANIFEST = "manifest.json"

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The data folder `name`, such as `models/segmenter`: beside the code in a wheel, at the top of a checkout.

    Raises ShuishuoError E401 where it is in neither place.
    """
    for root in (_PACKAGE / "data", _REPOSITORY):
        if (root / name).is_dir():
            return root / name
    raise ShuishuoError("E401", name)


def lexicon_rows(name: str) -> list[dict[str, str]]:
    """The rows of a word list of corpus/lexicon (tab-separated, with a header line), by column name.

    Raises ShuishuoError E401 where the list is missing or a row has another number of cells than the header.
    """
    try:
        with (folder(LEXICON) / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    except OSError as error:
        raise ShuishuoError("E401", f"{LEXICON}/{name}") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():  # csv's signs of a cell too many and of one too few
            raise ShuishuoError("E401", f"{LEXICON}/{name}, line {number}")
    return rows


def verified_files(place: Path) -> dict[str, bytes]:
    """The files that the manifest of a model folder names, by name, each checked against its SHA-256.

    The manifest is `{"files": {name: sum}}`. Raises ShuishuoError E401 where it or a file is missing or differs.
    """
    try:
        sums: dict[str, str] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"]
        files = {name: (place / name).read_bytes() for name in sums}
    except (OSError, ValueError, KeyError) as error:
        raise ShuishuoError("E401", f"{place.name}: {error}") from error
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != sums[name]:
            raise ShuishuoError("E401", f"{place.name}/{name} is not the file that was published")
    return files


def published_sum(place: Path, name: str) -> str:
    """The SHA-256 that the manifest of a model folder has for one file. Raises ShuishuoError E401 where it has none."""
    try:
        return str(json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"][name])
    except (OSError, ValueError, KeyError) as error:
        raise ShuishuoError("E401", f"{place.name}: {error}") from error


def write_manifest(place: Path, names: list[str]) -> None:
    """Write the manifest that `verified_files` checks, over the files `names` of a model folder."""
    sums = {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in sorted(names)}
    (place / MANIFEST).write_text(json.dumps({"files": sums}, indent=2) + "\n", encoding="utf-8")
