"""Parties that a content speaks of without their name: 中俄, 我国, 学校, 医院 and the like, once it is known which."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..record import Range, Record
from .discourse import Mention
from .lexicon import Lexicon
from .parties import Party

_LOOK_BACK = 60  # so many mentions before a noun are looked at
_COMPANY = ("公司", "企业", "集团", "平台", "品牌")
_MODIFIERS = ("n", "a", "m", "q", "r", "L", "O", "P", "u", "b", "s")  # first letters of the tags of words that modify


def noun_mentions(
    record: Record, parties: dict[str, Party], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions that such nouns make within contents; `mentions` are those known so far, in order.

    A noun counts only as a word of its own, with no modifier before it.
    """
    found = [*_states(record, parties, lexicon), *_homeland(record, parties)]
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    out = [mention for mention in found if mention.start not in taken]
    starts = [mention.start for mention in mentions]
    for start, end in _bare(record, lexicon, taken):
        before = mentions[max(0, bisect_left(starts, start) - _LOOK_BACK) : bisect_left(starts, start)]
        noun = record.clean[start:end]
        endings = lexicon.endings.get(noun)
        party = next(
            (
                m.party
                for m in reversed(before)
                if m.party.kind == "organization"
                and m.party.name != noun
                and (m.party.name.endswith(endings) if endings else _is_company(m.party, lexicon))
            ),
            None,
        )
        if party is not None:
            out.append(Mention(start=start, end=end, party=party, level=1))
    return out


def _is_company(party: Party, lexicon: Lexicon) -> bool:
    return party.name in lexicon.companies or any(
        form.endswith(("公司", "集团", "企业", "平台")) or form in lexicon.companies for form in sorted(party.forms)
    )


def _inside(record: Record, ranges: Iterable[Range]) -> list[Range]:
    """Those ranges that begin in a content; both in order."""
    held = sorted(span.clean for attribution in record.attributions for span in attribution.content)
    out, at, reach = [], 0, -1
    for start, end in ranges:
        while at < len(held) and held[at][0] <= start:
            reach = max(reach, held[at][1])
            at += 1
        if start < reach:
            out.append((start, end))
    return out


def _states(record: Record, parties: dict[str, Party], lexicon: Lexicon) -> Iterator[Mention]:
    """Each country of a word such as 中俄 or 美日韩."""
    words = [(token.start, token.end) for token in record.segmented.tokens if 2 <= token.end - token.start <= 4]
    for start, end in _inside(record, words):
        if not all(char in lexicon.countries for char in record.clean[start:end]):
            continue
        for at in range(start, end):
            party = parties.get(lexicon.countries[record.clean[at]].name)
            if party is not None:
                yield Mention(start=at, end=at + 1, party=party, level=1)


def _homeland(record: Record, parties: dict[str, Party]) -> Iterator[Mention]:
    """我国 in a mainland text, where China is a party."""
    party = parties.get("中国")
    if party is not None:
        places = [(found.start(), found.end()) for found in re.finditer("我国", record.clean)]
        yield from (Mention(start=a, end=b, party=party, level=1) for a, b in _inside(record, places))


def _bare(record: Record, lexicon: Lexicon, taken: set[int]) -> list[Range]:
    """Nouns for an organisation that stand alone: no noun, adjective or determiner before them, no noun after."""
    tokens, out = record.segmented.tokens, []
    for at, token in enumerate(tokens):
        word = record.clean[token.start : token.end]
        if len(word) < 2 or token.start in taken or (word not in lexicon.endings and word not in _COMPANY):
            continue
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        modified = before is not None and before.end == token.start and before.tag[:1] in _MODIFIERS
        continued = after is not None and after.start == token.end and after.tag in ("n", "nz", "ORG", "nw")
        if not modified and not continued:
            out.append((token.start, token.end))
    return _inside(record, out)
