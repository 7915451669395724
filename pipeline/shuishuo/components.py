"""The stages as spaCy components over one `Doc`, and `spacy.Language` pipelines made of them.

The first component repairs the raw text, the second makes a new `Doc` of the repaired one: words differ from what any
tokenizer would make of damaged bytes. The record rides along as `doc._.record` and keeps exact characters; `doc.spans`
holds the same spans widened to whole words.
"""

from collections.abc import Callable
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans, registry
from spacy.vocab import Vocab

from .attribute import DEFAULT, attribute
from .formats import Article
from .record import Attribution, Record
from .repair import repair
from .stages import STAGES

ROLES = ("source", "cue", "content")

Component = Callable[[Doc], Doc]


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    return doc._.record.attributions if doc._.record else ()


if not Doc.has_extension("record"):
    Doc.set_extension("record", default=None)
    Doc.set_extension("attributions", getter=_attributions)


class RawTokenizer:
    """Gives the whole text as one token: words are found after repair, by the segment component."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[text] if text else [], spaces=[False] if text else [])

    # Nothing to save or load; spaCy asks every tokenizer for these.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "RawTokenizer":
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        return None

    def from_disk(self, _path: Any, **_: Any) -> "RawTokenizer":
        return self


@registry.tokenizers("shuishuo.RawTokenizer.v1")
def make_raw_tokenizer() -> Callable[[Language], RawTokenizer]:
    return lambda nlp: RawTokenizer(nlp.vocab)


@Language.factory("shuishuo_repair", assigns=["doc._.record"])
def make_repair(nlp: Language, name: str) -> Component:
    def component(doc: Doc) -> Doc:
        article = doc._.record or Article(id=name, raw=doc.text)
        doc._.record = repair(article)
        return doc

    return component


@Language.factory(
    "shuishuo_segment",
    requires=["doc._.record"],
    assigns=["doc._.record", "token.tag", "token.is_sent_start", "doc.ents", "doc.sents"],
)
def make_segment(nlp: Language, name: str) -> Component:
    return lambda doc: words_of(STAGES["segment"](doc._.record), nlp.vocab)


@Language.factory(
    "shuishuo_attribute",
    default_config={"system": DEFAULT},
    requires=["doc._.record", "doc.sents"],
    assigns=["doc._.record", "doc.spans"],
)
def make_attribute(nlp: Language, name: str, system: str) -> Component:
    def component(doc: Doc) -> Doc:
        doc._.record = attribute(doc._.record, system=system)
        for role in ROLES:
            doc.spans[role] = _widened(doc, role)
        return doc

    return component


@Language.factory("shuishuo_resolve", requires=["doc._.record", "doc.spans"], assigns=["doc._.record"])
def make_resolve(nlp: Language, name: str) -> Component:
    return _on_record("resolve")


@Language.factory("shuishuo_stance", requires=["doc._.record", "doc.spans"], assigns=["doc._.record"])
def make_stance(nlp: Language, name: str) -> Component:
    return _on_record("stance")


def _on_record(stage: str) -> Component:
    def component(doc: Doc) -> Doc:
        doc._.record = STAGES[stage](doc._.record)
        return doc

    return component


def language(*, system: str = DEFAULT) -> Language:
    """A spaCy pipeline of all the stages; `nlp(raw_text)` gives a `Doc` over the repaired text.

    `system` finds the attributions, a key of `attribute.SYSTEMS`.
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "shuishuo.RawTokenizer.v1"}}})
    for stage in ("repair", *STAGES):
        nlp.add_pipe(f"shuishuo_{stage}", config={"system": system} if stage == "attribute" else {})
    return nlp


def words_of(record: Record, vocab: Vocab) -> Doc:
    """A `Doc` over `record.clean` with its words, tags, sentences and names. `doc.text` equals `record.clean`."""
    segmentation = record.segmented
    words: list[str] = []
    tags: list[str] = []
    starts: list[int] = []
    at = 0
    for token in segmentation.tokens:
        if at < token.start:  # white space between words
            words.append(record.clean[at : token.start])
            tags.append("")
            starts.append(at)
        words.append(record.clean[token.start : token.end])
        tags.append(token.tag)
        starts.append(token.start)
        at = token.end
    if at < len(record.clean):
        words.append(record.clean[at:])
        tags.append("")
        starts.append(at)
    sentence_starts = {start for start, _ in segmentation.sentences}
    doc = Doc(
        vocab,
        words=words,
        spaces=[False] * len(words),
        tags=tags,
        sent_starts=[index == 0 or start in sentence_starts for index, start in enumerate(starts)],
    )
    names = [doc.char_span(n.start, n.end, label=n.kind, alignment_mode="expand") for n in segmentation.names]
    doc.ents = filter_spans([span for span in names if span is not None])
    doc._.record = record
    return doc


def _widened(doc: Doc, role: str) -> SpanGroup:
    spans: list[Span] = []
    for attribution in doc._.attributions:
        for span in getattr(attribution, role):
            start, end = span.clean
            wide = doc.char_span(start, end, label=attribution.id, alignment_mode="expand")
            if wide is not None:
                spans.append(wide)
    return SpanGroup(doc, name=role, spans=spans)


@srsly.msgpack_encoders("shuishuo.record")
def _pack(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Lets a `Doc` with a record cross a process (`nlp.pipe(n_process=2)`) or a file (`DocBin`)."""
    if isinstance(value, Record):
        return {"shuishuo.record": value.to_json()}
    return value if chain is None else chain(value)


@srsly.msgpack_decoders("shuishuo.record")
def _unpack(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and "shuishuo.record" in value:
        return Record.from_json(value["shuishuo.record"])
    return value if chain is None else chain(value)
