"""Public stance data on microblogs as examples: helper data from which the stance toward a mention is learnt, too."""

import gzip
import json
import re
from pathlib import Path

from ..errors import ShuishuoError
from ..record import LABELS
from .data import Anchor, Example, clean

_SAID = "有网友表示，"  # puts a text where a content stands
_SOURCE, _CUE = (0, 3), (3, 5)
_LONGEST = 210  # characters: what the surroundings of an anchor hold


def read_microblogs(path: Path) -> list[Example]:
    """The texts of a .jsonl or .jsonl.gz file (`id`, `text`, `target`, `label`) that name their target word for word.

    Raises ShuishuoError E101 where the file cannot be read, E105 where a line is not such a row.
    """
    out = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        for row in rows:
            text, target = clean(row["text"].replace("\n", " ")), clean(row["target"])
            if len(text) <= _LONGEST and target in text:
                out.append(_example(row["id"], _SAID + text, target, LABELS.index(row["label"])))
    except OSError as error:
        raise ShuishuoError("E101", str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ShuishuoError("E105", f"{path.name}: {error}") from error
    return out


def _example(id_: str, text: str, target: str, label: int) -> Example:
    anchor = Anchor(
        start=_CUE[0],
        end=_CUE[1],
        bare=False,
        source=(_SOURCE,),
        cue=(_CUE,),
        content=((len(_SAID), len(text)),),
        type=1,
        targets=tuple((m.start(), m.end(), label) for m in re.finditer(re.escape(target), text)),
        overall=label,
    )
    return Example(id=id_, text=text, anchors=(anchor,))
