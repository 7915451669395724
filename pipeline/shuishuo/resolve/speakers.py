"""Who speaks: the party that each source phrase, pronoun or left-out subject stands for, in the order of the text."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from ..record import Range, Record
from .discourse import Discourse, Mention, acts, described, medium, one, single_human
from .lexicon import Lexicon
from .parties import Party, Sense
from .phrase import Phrase
from .places import Index, source_range
from .reading import read_phrase

_GENERIC_COMPANY = ("公司", "企业", "集团", "机构", "平台", "品牌", "媒体", "组织", "网站", "方")
_CIVIL = ("先生", "女士", "小姐")  # forms of address for people whose full name the article keeps back
_COUNT = re.compile(r"[一两二三四五六七八九十几\d]+\s*[名位个]|的|相关|有关|上述|前述|^[该这那此]")


class Speakers:
    """Finds the speaker of one attribution after the other; `mentions` grows with each."""

    def __init__(
        self, record: Record, parties: dict[str, Party], names: Index, mentioned: Index, lexicon: Lexicon
    ) -> None:
        self._record = record
        self._text = record.clean
        self._parties = parties
        self._names = names
        self._mentioned = mentioned
        self._lexicon = lexicon
        self._discourse = Discourse(record)
        self._contents = sorted(
            (span.clean[0], span.clean[1], number)
            for number, attribution in enumerate(record.attributions)
            for span in attribution.content
        )
        self._unnamed_parties: dict[tuple[str, str, str], Party] = {}
        self._persons: dict[str, Party] = {}  # the person of each family name that was named last
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
                self._discourse.mentions.append(mention)
        self._discourse.mentions.extend(pending[at:])
        return self.speakers, sorted(self._discourse.mentions, key=lambda m: (m.start, m.end))

    def _met(self, mention: Mention) -> None:
        """Go past a name: from now on it can be referred back to."""
        party = mention.party
        form = self._text[mention.start : mention.end]
        if form in self._lexicon.actors and self._lexicon.actors[form] == "organization":
            fuller = self._discourse.last(
                lambda p: p.kind == "organization" and p.name != form and p.name.endswith(form)
            )
            if fuller is not None:
                mention = replace(mention, party=fuller)
        self._discourse.mentions.append(mention)
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
        last = self._discourse.last_source()
        return last or self._discourse.salient(acts, before=self._anchor(number)[0])

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
        """The person that a family name alone, or with a title (林, 黄医生), refers to: the last one named so."""
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
        if indirect and speaker is not None and (kind == "self" or (kind == "he" and single_human(speaker))):
            return speaker
        if kind == "he":
            return self._discourse.salient(single_human, before=phrase.start) or self._unnamed(phrase, "anonymous")
        if kind == "self":
            return self._discourse.salient(lambda _: True, before=phrase.start)
        if kind == "other":
            last = self._left_out(number)
            return self._discourse.last(lambda p: p is not last) or last
        if kind in ("they", "both"):
            return self._group(phrase)
        return self._discourse.last(lambda p: p.kind == "organization") or self._left_out(number)

    def _group(self, phrase: Phrase) -> Party:
        joint = self._discourse.last(lambda p: bool(p.members) or (p.kind == "anonymous" and not one(p.name)))
        return joint or self._unnamed(phrase, "anonymous")

    def _issuer_before(self, phrase: Phrase) -> Party | None:
        """The issuer of a text that the phrase does not name: the last medium for 报道, else who is most salient."""
        if phrase.head in ("报道", "报称", "评论", "社论"):
            return self._discourse.last(medium) or self._discourse.salient(acts, before=phrase.start)
        return self._discourse.salient(acts, before=phrase.start)

    def _organization(self, phrase: Phrase) -> Party | None:
        """An organisation named by its head noun: one known that fits (该公司, 警方, 俄方), else a new one."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        country = self._lexicon.country_of(text)
        if country:
            return self._parties.setdefault(country, Party(kind="organization", name=text, forms={text}))
        bare = phrase.back or text == head
        if bare:
            if head in _GENERIC_COMPANY:
                found = self._discourse.salient(lambda p: p.kind == "organization", before=phrase.start)
            else:
                found = self._discourse.last(
                    lambda p: p.kind == "organization" and p.name != text and p.name.endswith(head[-1])
                )
            if found is not None:
                return found
        return self._parties.get(text) or self._unnamed(phrase, "organization")

    def _titled(self, phrase: Phrase) -> Party | None:
        """The known person or unnamed party that a title or description picks out (死因裁判官, 该律师, 工作人员)."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        if phrase.some or not head:
            return None
        if phrase.back:
            return self._discourse.last(lambda p: described(p, head)) or self._discourse.salient(
                single_human, before=phrase.start
            )
        if text == head or (head in ("负责人", "工作人员") and phrase.name is None and len(text) < 6):
            return self._discourse.last(lambda p: described(p, head))
        return self._discourse.last(lambda p: p.kind == "person" and any(role.endswith(text) for role in p.roles))

    def _unnamed(self, phrase: Phrase, kind: Sense) -> Party:
        """An unnamed party: the one described in the same way before, else a new one."""
        text = self._text[phrase.start : phrase.end]
        key = (kind, _COUNT.sub("", text), "one" if one(text) else "many")
        party = self._unnamed_parties.get(key)
        if party is None:
            party = Party(kind=kind, name=text, forms={text}, places=[(phrase.start, phrase.end)])
            self._unnamed_parties[key] = party
        return party
