"""Hugging Face datasets: data.jsonl with a row an article, and features.json that says what its columns are.

    features = Features.from_dict(json.load(open("features.json")))
    load_dataset("json", data_files="data.jsonl", features=features)

Offsets count code points of `text`; an unknown speaker is null.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, decoded, gathered

DATA, FEATURES = "data.jsonl", "features.json"


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write rows and their features. Raises ShuishuoError E301 or E305."""
    rows = [{**json.loads(document.to_json()), "text": text} for document, text in checked(documents, texts)]
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return {DATA: data.encode(), FEATURES: (json.dumps(features(), indent=2) + "\n").encode()}


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read rows, the reverse of `dump`. Raises ShuishuoError E301 or E307."""
    pairs = []
    for number, line in enumerate(decoded(files, DATA).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            document, text = Document.from_dict(row), row["text"]
        except (KeyError, TypeError, ValueError) as error:
            raise ShuishuoError("E307", f"{DATA}, line {number}: {error!r}") from error
        except ShuishuoError as error:
            raise ShuishuoError("E307", f"{DATA}, line {number}: {error.detail}") from error
        if not isinstance(text, str):
            raise ShuishuoError("E307", f"{DATA}, line {number}: text is no string")
        pairs.append((document, text))
    return gathered(pairs)


def features() -> dict[str, Any]:
    """The columns, as `datasets.Features.from_dict` reads them."""
    text, number = ({"dtype": kind, "_type": "Value"} for kind in ("string", "int64"))
    span = [{"start": number, "end": number, "text": text}]
    return {
        "id": text,
        "entities": [{"id": text, "kind": text, "name": text}],
        "attributions": [
            {
                "id": text,
                "type": text,
                "speaker": text,
                "source": span,
                "cue": span,
                "content": span,
                "stances": [{"target": text, "label": text}],
            }
        ],
        "text": text,
    }
