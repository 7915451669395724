"""An invented article with all that makes offsets hard: emoji, CRLF, U+3000, characters beyond the BMP, nesting."""

from dataclasses import replace

from shuishuo.document import Attribution, Document, Entity, Span
from shuishuo.record import Stance

TEXT = (
    "\u3000\u3000𠮷原茶社#1 <停业>\\n & 两日\r\n"
    "\u3000\u3000茶社👩‍👧表示：“老板娘说，‘壶裂了😀’。\r\n\r\n"
    "\u3000\u3000明天\t照旧。”据 𪚥某 | 称，无事？\n"
    "“罢了，”她叹道，“再等等。”"
)
ENTITIES = (
    Entity(id="e1", kind="organization", name="𠮷原茶社"),
    Entity(id="e2", kind="anonymous", name="老板娘"),
    Entity(id="e3", kind="person", name="𪚥某 | 称 <&>"),
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


OUTER = Attribution(
    id="a1",
    type="direct",
    speaker="e1",
    source=(span("茶社👩‍👧"),),
    cue=(span("表示"),),
    content=(span("老板娘说，‘壶裂了😀’。\r\n\r\n\u3000\u3000明天\t照旧"),),
    stances=(Stance(target="e2", label="favor"), Stance(target="e3", label="neutral")),
)
NESTED = Attribution(
    id="a2",
    type="direct",
    speaker="e2",
    source=(span("老板娘"),),
    cue=(span("说"),),
    content=(span("壶裂了😀"),),
)
UNKNOWN = Attribution(id="a3", type="indirect", speaker=None, source=(), cue=(), content=(span("无事？"),))
PIECES = Attribution(
    id="a4",
    type="direct",
    speaker="e3",
    source=(span("她"),),
    cue=(span("叹道"),),
    content=(span("罢了，"), span("再等等。")),
    stances=(Stance(target="e1", label="against"),),
)
DOCUMENT = Document(id="茶-1", entities=ENTITIES, attributions=(OUTER, NESTED, UNKNOWN, PIECES))
EMPTY = Document(id="empty.2")
DOCUMENTS = [EMPTY, DOCUMENT]
TEXTS = {"empty.2": "一行\r\n\r\n\u3000两行\n", "茶-1": TEXT}
CROSSING = replace(
    DOCUMENT,
    attributions=(OUTER, replace(UNKNOWN, content=(span("明天\t照旧。”据"),))),
)
