"""Who speaks: the party that each source phrase, pronoun or left-out subject stands for, in the order of the text."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from ..record import Range, Record
from .lexicon import Lexicon
from .mentions import Index, source_range
from .parties import Party, Sense
from .phrase import Phrase, read_phrase

_LOOK_BACK = 60  # so many mentions before a pronoun are looked at
_GENERIC_COMPANY = ("公司", "企业", "集团", "机构", "平台", "品牌", "媒体", "组织", "网站", "方")
_OBJECT = re.compile(r"(?:对|向|给|与|和|跟|同|问|告诉|采访)$")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place where a party is named or spoken for; `level` is the number of contents that it lies in."""

    start: int
    end: int
    party: Party
    source: bool = False
    level: int = 0


class Speakers:
    """Finds the speaker of one attribution after the other; `mentions` grows with each."""

    def __init__(self, record: Record, parties: dict[str, Party], names: Index, mentioned: Index, lexicon: Lexicon) -> None:
        self._record = record
        self._text = record.clean
        self._parties = parties
        self._names = names
        self._mentioned = mentioned
        self._lexicon = lexicon
        self._sentences = [start for start, _ in record.segmented.sentences]
        self._paragraphs = [start for start, _ in record.segmented.paragraphs]
        self._contents = sorted(
            (span.clean[0], span.clean[1], number)
            for number, attribution in enumerate(record.attributions)
            for span in attribution.content
        )
        self._unnamed_parties: dict[tuple[str, str, str], Party] = {}
        self._persons: dict[str, Party] = {}  # the person of each family name that was named last
        self._mentions: list[Mention] = []
        self.speakers: list[Party | None] = [None] * len(record.attributions)

    def run(self) -> tuple[list[Party | None], list[Mention]]:
        """The speaker of each attribution (None: unknown), and every mention in the order of the text."""
        depth = self._levels()
        pending = [
            Mention(start=name.start, end=name.end, party=party, level=depth(name.start))
            for name in self._mentioned
            if (party := self._parties.get(self._text[name.start : name.end])) is not None
        ]
        order = sorted(range(len(self.speakers)), key=self._anchor)
        at = 0
        for number in order:
            where = source_range(self._record, number)
            here = where[1] if where else self._anchor(number)[0]
            while at < len(pending) and pending[at].start < here:
                self._met(pending[at])
                at += 1
            speaker = self._speaker(number, where)
            self.speakers[number] = speaker
            if speaker is not None and speaker.kind in ("place", "product"):
                speaker.kind = "organization"  # what speaks acts
            if speaker is not None and where is not None:
                mention = Mention(start=where[0], end=where[1], party=speaker, source=True, level=depth(where[0]))
                self._mentions.append(mention)
        self._mentions.extend(pending[at:])
        return self.speakers, sorted(self._mentions, key=lambda m: (m.start, m.end))

    def _met(self, mention: Mention) -> None:
        """Go past a name: from now on it can be referred back to."""
        party = mention.party
        form = self._text[mention.start : mention.end]
        if form in self._lexicon.actors and self._lexicon.actors[form] == "organization":
            fuller = self._back(lambda p: p.kind == "organization" and p.name != form and p.name.endswith(form))
            if fuller is not None:
                mention = replace(mention, party=fuller)
        self._mentions.append(mention)
        if party.kind != "person" or party.members:
            return
        for size in (1, 2):
            family, given = party.name[:size], party.name[size:]
            if family in self._lexicon.surnames and given and given not in self._lexicon.heads:
                self._persons[family] = party

    def _anchor(self, number: int) -> Range:
        """Where an attribution stands in the order of resolution: its source, else its cue, else its content."""
        attribution = self._record.attributions[number]
        spans = attribution.source or attribution.cue or attribution.content
        start = min(span.clean[0] for span in spans)
        return start, min(span.clean[0] for span in attribution.content)

    def _levels(self) -> Callable[[int], int]:
        """A function that tells in how many contents an offset lies."""
        events = sorted([(a, 1) for a, _, _ in self._contents] + [(b, -1) for _, b, _ in self._contents])
        places, levels, level = [-1], [0], 0
        for place, change in events:
            level += change
            places.append(place)
            levels.append(level)
        return lambda at: levels[bisect_right(places, at) - 1]

    def _enclosing(self, number: int, at: int) -> int | None:
        """The attribution whose content most closely holds offset `at`."""
        found, size = None, len(self._text) + 1
        high = bisect_right(self._contents, (at, len(self._text), len(self.speakers)))
        for start, end, other in self._contents[max(0, high - 8) : high]:
            if other != number and start <= at < end and end - start < size:
                found, size = other, end - start
        return found

    def _speaker(self, number: int, where: Range | None) -> Party | None:
        if where is None:
            return self._left_out(number)
        phrase = read_phrase(self._text, *where, self._names.within(*where), self._lexicon)
        return self._referent(phrase, number)

    def _left_out(self, number: int) -> Party | None:
        """No subject: the encloser's speaker for a nested act, else the speaker before."""
        outer = self._enclosing(number, self._anchor(number)[0])
        if outer is not None and self.speakers[outer] is not None:
            return self.speakers[outer]
        for mention in reversed(self._mentions[-_LOOK_BACK:]):
            if mention.source:
                return mention.party
        return self._back(_acts, before=self._anchor(number)[0])

    def _referent(self, phrase: Phrase, number: int) -> Party | None:
        """The party that a source phrase stands for; a new one where it is nobody known."""
        if phrase.way == "joint":
            return self._joint(phrase)
        if phrase.way == "pronoun":
            return self._pronoun(phrase, number)
        if phrase.way == "name":
            return self._named(phrase)
        if phrase.way == "issuer":
            return self._referent(phrase.parts[0], number)
        if phrase.way == "text":
            return (None if phrase.some else self._issuer_before(phrase)) or self._unnamed(phrase, "document")
        if phrase.way == "document":
            return self._unnamed(phrase, "document")
        if phrase.way == "organization":
            return self._organization(phrase)
        return self._titled(phrase) or self._unnamed(phrase, "anonymous")

    def _named(self, phrase: Phrase) -> Party:
        low, high = phrase.name or (phrase.start, phrase.end)
        form = self._text[low:high].strip("“”‘’\"'")
        person = phrase.sense == "person"
        party = self._surname(form) if person else None
        if party is None:
            party = self._parties.get(form)
        if party is None:
            party = Party(kind="person" if person else "organization", name=form, forms={form}, places=[(low, high)])
            self._parties[form] = party
        if party.kind in ("place", "product"):
            party.kind = "organization"
        if phrase.role:
            party.roles.add(phrase.role)
        return party

    def _surname(self, form: str) -> Party | None:
        """The person that a family name alone, or with a title (林, 黄医生, 陈女士), refers to: the last one named so."""
        family = form[:2] if form[:2] in self._lexicon.surnames and len(form) > 1 else form[:1]
        rest = form[len(family) :]
        if rest and (self._lexicon.heads.get(rest) != "honorific" or rest in _CIVIL):
            return None
        return self._persons.get(family)

    def _joint(self, phrase: Phrase) -> Party:
        """Several speakers as one: the wording as name, the members' kind."""
        members = tuple(self._referent(part, -1) for part in phrase.parts)
        known = tuple(member for member in members if member is not None)
        name = self._text[phrase.start : phrase.end]
        party = self._parties.get(name)
        if party is None:
            kind = "organization" if known[0].kind == "place" else known[0].kind
            party = Party(kind=kind, name=name, forms={name}, places=[(phrase.start, phrase.end)], members=known)
            self._parties[name] = party
        return party

    def _pronoun(self, phrase: Phrase, number: int) -> Party | None:
        kind = self._lexicon.pronouns[phrase.head]
        outer = self._enclosing(number, phrase.start)
        speaker = self.speakers[outer] if outer is not None else None
        if kind in ("first", "first-plural"):
            return speaker or self._left_out(number)
        indirect = outer is not None and self._record.attributions[outer].type == "indirect"
        if indirect and speaker is not None and (kind == "self" or kind == "he" and single_human(speaker)):
            return speaker
        if kind == "he":
            return self._back(single_human, before=phrase.start) or self._unnamed(phrase, "anonymous")
        if kind == "self":
            return self._back(lambda p: True, before=phrase.start)
        if kind == "other":
            last = self._left_out(number)
            return self._back(lambda p: p is not last) or last
        if kind in ("they", "both"):
            return self._group(phrase)
        return self._back(lambda p: p.kind == "organization") or self._left_out(number)

    def _group(self, phrase: Phrase) -> Party:
        joint = self._back(lambda p: bool(p.members) or (p.kind == "anonymous" and not _one(p.name)))
        return joint or self._unnamed(phrase, "anonymous")

    def _back(self, fits: Callable[[Party], bool], before: int | None = None) -> Party | None:
        """The most salient party before here that fits: near in sentences, a source rather than an object."""
        best, lowest = None, 99.0
        here = self._sentence(before) if before is not None else None
        for rank, mention in enumerate(reversed(self._mentions[-_LOOK_BACK:])):
            if not fits(mention.party):
                continue
            if here is None:
                return mention.party
            distance = here - self._sentence(mention.start)
            cost = distance + (0.0 if mention.source else 0.7) + 0.9 * min(mention.level, 1) + rank * 0.01
            if _OBJECT.search(self._text[max(0, mention.start - 2) : mention.start]):
                cost += 0.5
            if cost < lowest:
                best, lowest = mention.party, cost
        return best

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)

    def _issuer_before(self, phrase: Phrase) -> Party | None:
        """The issuer of a text that the phrase does not name: the last medium for 报道, else who last stood or spoke."""
        if phrase.head in ("报道", "报称", "评论", "社论"):
            return self._back(_medium) or self._back(_acts, before=phrase.start)
        return self._back(_acts, before=phrase.start)

    def _organization(self, phrase: Phrase) -> Party | None:
        """An organisation named by its head noun: one known that fits (该公司, 警方, 俄方), else a new one."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        country = self._lexicon.country_of(text)
        if country:
            return self._parties.setdefault(country, Party(kind="organization", name=text, forms={text}))
        bare = phrase.back or text == head
        if bare:
            if head in _GENERIC_COMPANY:
                found = self._back(lambda p: p.kind == "organization", before=phrase.start)
            else:
                found = self._back(lambda p: p.kind == "organization" and p.name != text and p.name.endswith(head[-1]))
            if found is not None:
                return found
        return self._parties.get(text) or self._unnamed(phrase, "organization")

    def _titled(self, phrase: Phrase) -> Party | None:
        """The known person or unnamed party that a title or description picks out (死因裁判官, 该律师, 工作人员)."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        if phrase.some or not head:
            return None
        if phrase.back:
            return self._back(lambda p: _described(p, head)) or self._back(single_human, before=phrase.start)
        if text == head or head in ("负责人", "工作人员") and phrase.name is None and len(text) < 6:
            return self._back(lambda p: _described(p, head))
        return self._back(lambda p: p.kind == "person" and any(role.endswith(text) for role in p.roles))

    def _unnamed(self, phrase: Phrase, kind: Sense) -> Party:
        """An unnamed party: the one described in the same way before, else a new one."""
        text = self._text[phrase.start : phrase.end]
        key = (kind, _COUNT.sub("", text), "one" if _one(text) else "many")
        party = self._unnamed_parties.get(key)
        if party is None:
            party = Party(kind=kind, name=text, forms={text}, places=[(phrase.start, phrase.end)])
            self._unnamed_parties[key] = party
        return party


_CIVIL = ("先生", "女士", "小姐")  # forms of address for people whose full name the article keeps back
_COUNT = re.compile(r"[一两二三四五六七八九十几\d]+\s*[名位个]|的|相关|有关|上述|前述|^[该这那此]")
_MEDIUM = re.compile(r"[社报网台刊》]$|新闻|时报|日报|财经|媒|通讯|广播|周刊|杂志|视频|在线|^[A-Z]{2,5}$|^“")


def _medium(party: Party) -> bool:
    return party.kind == "organization" and any(_MEDIUM.search(form) for form in party.forms)


def _acts(party: Party) -> bool:
    return party.kind in ("organization", "person") and not party.members


def _described(party: Party, head: str) -> bool:
    """Whether a party was introduced by this head noun: in a person's title or in an unnamed party's description."""
    if party.kind == "person":
        return any(head in role for role in party.roles)
    return party.kind == "anonymous" and head in party.name


def single_human(party: Party) -> bool:
    return not party.members and (party.kind == "person" or (party.kind == "anonymous" and _one(party.name)))


def _one(name: str) -> bool:
    """Whether an unnamed party is one person (一位员工) rather than many."""
    return not re.search(r"们|多[名位]|不少|一些|部分|很多|网友$|人士们|大家|[两二三四五六七八九十几]\s*[名位]", name)
