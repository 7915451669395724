"""Label Studio: tasks.json with a task an article, and the labelling interface that the tasks are for.

Every span is a region labelled with its role, and has the line of its attribution (`a1 | direct | e1 | e2=against`) in
a text field of its own, so that one who annotates can see and change it; where the regions of an attribution differ,
its first content counts. Entities are the lines of a text field beside the text. Offsets count code points, as Label
Studio has stored them since 2021.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document import Attribution, Document, Span
from ..errors import ShuishuoError
from .annotated import Annotated, Files, checked, decoded, gathered
from .lines import ROLES, attribution_line, build_document, entity_line, read_attribution_line, read_entity_line

TASKS, INTERFACE = "tasks.json", "interface.xml"
_INTERFACE = """<View>
  <Labels name="role" toName="text">
    <Label value="source"/>
    <Label value="cue"/>
    <Label value="content"/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="attribution" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>
  <TextArea name="entities" toName="text" rows="8" editable="true"/>
</View>
"""


def dump(documents: Iterable[Document], texts: Mapping[str, str]) -> Files:
    """Write tasks. Raises ShuishuoError E301, E305 or, for an id or a name that no line can hold, E308."""
    tasks = [
        {"data": {"id": document.id, "text": text}, "annotations": [{"result": list(_results(document))}]}
        for document, text in checked(documents, texts)
    ]
    written = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    return {TASKS: written.encode(), INTERFACE: _INTERFACE.encode()}


def load(files: Mapping[str, bytes]) -> Annotated:
    """Read tasks as Label Studio exports them, the reverse of `dump`; the first annotation of each task counts.

    Attributions come in the order in which their regions are listed. Raises ShuishuoError E301 or E307.
    """
    try:
        tasks = json.loads(decoded(files, TASKS))
        return gathered([_read(task) for task in tasks])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ShuishuoError("E307", f"{TASKS}: {error!r}") from error


def _results(document: Document) -> Iterator[dict[str, Any]]:
    if document.entities:
        lines = [entity_line(entity) for entity in document.entities]
        yield _result("entities", "entities", "textarea", {"text": lines})
    for attribution in document.attributions:
        line = attribution_line(attribution)
        for role in ROLES:
            for at, span in enumerate(getattr(attribution, role)):
                region, place = f"{attribution.id}-{role}-{at}", {"start": span.start, "end": span.end}
                yield _result(region, "role", "labels", {**place, "text": span.text, "labels": [role]})
                yield _result(region, "attribution", "textarea", {**place, "text": [line]})


def _result(id_: str, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}


def _read(task: Mapping[str, Any]) -> tuple[Document, str]:
    """A document. Raises KeyError, IndexError or the like where the task is not of this form."""
    regions: dict[str, tuple[str, Span]] = {}
    lines: dict[str, str] = {}
    entities: list[str] = []
    for result in task["annotations"][0]["result"]:
        name, value = result["from_name"], result["value"]
        if name == "role":
            span = Span(start=int(value["start"]), end=int(value["end"]), text=str(value["text"]))
            regions[result["id"]] = value["labels"][0], span
        elif name == "attribution":
            lines[result["id"]] = value["text"][0]
        elif name == "entities":
            entities = list(value["text"])
    id_, text = str(task["data"]["id"]), str(task["data"]["text"])
    return build_document(id_, map(read_entity_line, entities), _attributions(regions, lines)), text


def _attributions(regions: Mapping[str, tuple[str, Span]], lines: Mapping[str, str]) -> Iterator[Attribution]:
    """Regions with the same attribution's id belong together; the line of the first content counts."""
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    written: dict[str, str] = {}
    for region, (role, span) in regions.items():
        id_ = lines[region].split("|")[0].strip()
        parts[id_][role].append(span)
        if role == "content":
            written.setdefault(id_, lines[region])
    for id_, spans in parts.items():
        yield read_attribution_line(written[id_], spans)
