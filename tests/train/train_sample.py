"""Invented articles in the two forms that gold comes in: a corpus with its index, and a stand-off folder."""

import json
from pathlib import Path

from shuishuo.corpus.index import build_index, write_index

TEXT = "{id}公司说，今年{id}号楼会完工。\n"
GOLD = "# doc: {id}\n# entities\ne1 | organization | {id}公司\n# attributions\na1 | indirect | e1 | -\n# text\n{line}\n"
LINE = "<s a1>{id}公司</s><c a1>说</c>，<q a1>今年{id}号楼会完工</q>。"


def write_corpus(root: Path, number: int) -> Path:
    """A corpus of so many articles, each its own story."""
    raw, annotations = root / "raw", root / "gold" / "annotations"
    raw.mkdir(parents=True)
    annotations.mkdir(parents=True)
    rows = []
    for id_ in (f"n{at:02}" for at in range(number)):
        (raw / f"{id_}.txt").write_text(TEXT.format(id=id_), encoding="utf-8")
        (annotations / f"{id_}.txt").write_text(GOLD.format(id=id_, line=LINE.format(id=id_)), encoding="utf-8")
        rows.append({"id": id_, "title": "题", "published": "2025-01-01", "kind": "court", "script": "S", "story": id_})
    write_index(build_index(rows, root), root / "index.jsonl")
    return root


def write_stand_off(folder: Path, number: int) -> Path:
    """A folder of so many articles in stand-off form."""
    folder.mkdir()
    ids = [f"m{at:02}" for at in range(number)]
    spans = {"source": (0, 5), "cue": (5, 6), "content": (7, 17)}
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as articles, (folder / "gold.jsonl").open("w") as gold:
        for id_ in ids:
            text = TEXT.format(id=id_)
            roles = {role: [{"start": a, "end": b, "text": text[a:b]}] for role, (a, b) in spans.items()}
            found = {"id": "a1", "type": "indirect", "speaker": None, "stances": [], **roles}
            articles.write(json.dumps({"id": id_, "text": text}) + "\n")
            gold.write(json.dumps({"id": id_, "entities": [], "attributions": [found]}) + "\n")
    return folder
