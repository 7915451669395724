"""An invented article with its gold, and predictions made from gold by changing it."""

import random
from dataclasses import replace
from typing import Any

from shuishuo.document import Attribution, Document, Entity, Span
from shuishuo.record import LABELS, QUOTE_TYPES, Stance

TEXT = """云舟科技6月3日发布公告。
云舟科技表示：“星河公司的说法不实，我们将起诉。”
星河公司的一名员工说，云舟科技拖欠货款，星河公司已经尽力。
“双方可以再谈，”律师陈砚认为，“但云舟科技应先付款。”
其还称，星河公司值得信任。
一位网友：“早该如此。”"""

ANNOTATION = """# doc: yunzhou
# entities
e1 | organization | 云舟科技
e2 | organization | 星河公司
e3 | anonymous | 星河公司的一名员工
e4 | person | 陈砚
e5 | anonymous | 一位网友
# attributions
a1 | direct | e1 | e2=against
a2 | indirect | e3 | e1=against, e2=favor
a3 | direct | e4 | e1=against
a4 | indirect | e4 | e2=favor
a5 | direct | e5 | -
# text
<s a1>云舟科技</s><c a1>表示</c>：“<q a1>星河公司的说法不实，我们将起诉</q>。”
<s a2>星河公司的一名员工</s><c a2>说</c>，<q a2>云舟科技拖欠货款，星河公司已经尽力</q>。
“<q a3>双方可以再谈，</q>”<s a3>律师陈砚</s><c a3>认为</c>，“<q a3>但云舟科技应先付款</q>。”
<s a4>其</s>还<c a4>称</c>，<q a4>星河公司值得信任</q>。
<s a5>一位网友</s>：“<q a5>早该如此</q>。”
"""


def span(words: str, *, text: str = TEXT) -> Span:
    """The first place where `words` stand."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def change(document: Document, id_: str, **changes: Any) -> Document:
    """The document with one attribution changed."""
    changed = (replace(a, **changes) if a.id == id_ else a for a in document.attributions)
    return replace(document, attributions=tuple(changed))


def drop(document: Document, *ids: str) -> Document:
    """The document without some attributions."""
    return replace(document, attributions=tuple(a for a in document.attributions if a.id not in ids))


def perturb(document: Document, text: str, seed: int) -> Document:
    """A prediction that errs in every way: spans moved, attributions lost and doubled, names and labels changed."""
    chance = random.Random(seed)  # noqa: S311 -- test data, not a secret

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        result = []
        for one in spans:
            start, end = one.start, one.end
            if chance.random() < 0.3:
                start = max(0, start + chance.randint(-6, 3))
                end = min(len(text), max(start + 1, end + chance.randint(-5, 6)))
            result.append(Span(start=start, end=end, text=text[start:end]))
        return tuple(result)

    ids: list[str | None] = [None, *(entity.id for entity in document.entities)]
    attributions: list[Attribution] = []
    for a in document.attributions:
        if chance.random() < 0.12:
            continue
        changed = replace(
            a,
            type=chance.choice((a.type, a.type, a.type, *QUOTE_TYPES)),
            source=moved(a.source) if chance.random() < 0.85 else (),
            cue=moved(a.cue),
            content=moved(a.content),
            speaker=a.speaker if chance.random() < 0.8 else chance.choice(ids),
            stances=tuple(
                Stance(target=s.target, label=chance.choice((s.label, s.label, *LABELS)))
                for s in a.stances
                if chance.random() < 0.85
            ),
        )
        attributions.append(changed)
        if chance.random() < 0.12:
            attributions.append(replace(changed, id=f"{a.id}x"))
    entities = tuple(_perturbed_entity(entity, text, chance) for entity in document.entities)
    return replace(document, entities=entities, attributions=tuple(attributions))


def _perturbed_entity(entity: Entity, text: str, chance: random.Random) -> Entity:
    at = text.find(entity.name)
    mentions = (Span(start=at, end=at + len(entity.name), text=entity.name),) if at >= 0 else ()
    return replace(
        entity,
        name=entity.name if chance.random() < 0.7 else f"{entity.name}某",
        kind=entity.kind if chance.random() < 0.9 else "person",
        mentions=mentions,
    )
