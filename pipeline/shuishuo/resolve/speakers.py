"""Who speaks: the party that each source phrase, pronoun or left-out subject stands for, in the order of the text."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from ..record import Range, Record
from .discourse import Discourse, Mention, acts, described, gender, medium, one, single_human
from .lexicon import Lexicon
from .parties import Party, Sense
from .phrase import Phrase
from .places import ACTOR, PHRASE, Index, source_range
from .reading import read_phrase
from .surnames import Surnames

_GENERIC_COMPANY = ("公司", "企业", "集团", "机构", "平台", "品牌", "媒体", "组织", "网站", "方")
_OF_MEDIA = ("报道", "报称", "评论", "社论", "文章")
_COUNT = re.compile(r"[一两二三四五六七八九十几\d这那该]+\s*[名位个]|的|相关|有关|上述|前述|^[该这那此有]")
_COUNTED = re.compile(r"[一两二三四五六七八九十几多\d]+\s*[名位个]|另")
_ANOTHER = tuple("也还更另又亦")


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
        self._sources = sorted(span.clean for attribution in record.attributions for span in attribution.source)
        self._unnamed_parties: dict[tuple[str, str, str], Party] = {}
        self._surnames = Surnames(lexicon)
        self.speakers: list[Party | None] = [None] * len(record.attributions)

    def run(self) -> tuple[list[Party | None], list[Mention]]:
        """The speaker of each attribution (None: unknown), and every mention in the order of the text."""
        depth = self._levels()
        pending = [
            Mention(start=name.start, end=name.end, party=party, level=depth(name.start), phrase=name.kind == PHRASE)
            for name in self._mentioned
            if not (name.kind == ACTOR and self._in_source(name.start))
            and (party := self._parties.get(self._text[name.start : name.end])) is not None
        ]
        order = sorted(range(len(self.speakers)), key=self._anchor)
        at = 0
        for number in order:
            where = source_range(self._record, number)
            here = self._anchor(number)[0]
            while at < len(pending) and pending[at].start < here:
                if not pending[at].phrase:
                    self._met(pending[at])
                at += 1
            speaker = self._speaker(number, where)
            self.speakers[number] = speaker
            if speaker is not None and speaker.kind in ("place", "product"):
                speaker.kind = "organization"  # what speaks acts
            if speaker is not None and where is not None:
                mention = Mention(start=where[0], end=where[1], party=speaker, source=True, level=depth(where[0]))
                self._discourse.add(mention)
        rest = [mention for number, mention in enumerate(pending) if number >= at or mention.phrase]
        return self.speakers, sorted([*self._discourse.mentions, *rest], key=lambda m: (m.start, m.end))

    def _met(self, mention: Mention) -> None:
        """Go past a name: from now on it can be referred back to."""
        party = mention.party
        form = self._text[mention.start : mention.end]
        actor = self._lexicon.actors.get(form)
        if actor:
            fuller = self._discourse.last(lambda p: p.name != form and self._introduced(p, form, actor))
            if fuller is not None:
                mention = replace(mention, party=fuller)
        self._discourse.add(mention)
        if party.kind == "person" and not party.members:
            self._surnames.met(party)

    def _introduced(self, party: Party, noun: str, kind: str) -> bool:
        """Whether a party was brought in as such a one: 某县警方 for 警方, 被告田小禾 for 被告."""
        if kind == "organization":
            return party.kind == "organization" and party.name.endswith(noun)
        return described(party, noun) and single_human(party)

    def _anchor(self, number: int) -> Range:
        """Where an attribution stands in the order of resolution: its source, else its cue, else its content."""
        attribution = self._record.attributions[number]
        spans = attribution.source or attribution.cue or attribution.content
        start = min(span.clean[0] for span in spans)
        return start, min(span.clean[0] for span in attribution.content)

    def _in_source(self, at: int) -> bool:
        """Whether offset `at` lies in a source phrase."""
        index = bisect_right(self._sources, (at, len(self._text))) - 1
        return index >= 0 and at < self._sources[index][1]

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
            return self._document(phrase) or self._unnamed(phrase, "document")
        if phrase.way == "organization":
            return self._organization(phrase)
        return self._titled(phrase) or self._unnamed(phrase, "anonymous")

    def _named(self, phrase: Phrase) -> Party:
        low, high = phrase.name or (phrase.start, phrase.end)
        form = self._text[low:high].strip("“”‘’\"'")
        person = phrase.sense == "person"
        party = self._surnames.person(form, spoke=self.speakers) if person else None
        if party is None:
            party = self._parties.get(form)
        if party is None:
            party = Party(kind="person" if person else "organization", name=form, forms={form}, places=[(low, high)])
            self._parties[form] = party
        if phrase.role:
            party.roles.add(phrase.role)
        return party

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
            other = {"她": "he", "他": "she"}.get(phrase.head[:1])
            found = self._discourse.salient(
                lambda p: single_human(p) and gender(p, self._lexicon) != other, before=phrase.start
            )
            return found or self._unnamed(phrase, "anonymous")
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
        found = self._discourse.last(medium) if phrase.head in _OF_MEDIA else None
        found = found or self._discourse.salient(self._company, before=phrase.start)
        return found or self._discourse.salient(acts, before=phrase.start)

    def _company(self, party: Party) -> bool:
        """Whether a party is an organisation that publishes in its own name, neither a medium nor a country."""
        return (
            party.kind == "organization"
            and not party.members
            and not medium(party)
            and not self._lexicon.country_of(party.name)
        )

    def _organization(self, phrase: Phrase) -> Party | None:
        """An organisation named by its head noun: one known that fits (该公司, 警方, 俄方), else a new one."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        country = self._lexicon.country_of(text)
        if country:
            return self._parties.setdefault(country, Party(kind="organization", name=text, forms={text}))
        if (phrase.back or text == head) and not phrase.some:
            if head in _GENERIC_COMPANY:
                found = self._discourse.salient(lambda p: p.name != text and self._company(p), before=phrase.start)
                found = found or self._discourse.salient(
                    lambda p: p.kind == "organization" and p.name != text, before=phrase.start
                )
            else:
                endings = self._lexicon.endings.get(head, (head,))
                found = self._discourse.last(
                    lambda p: p.kind == "organization" and p.name != text and p.name.endswith(endings)
                )
            if found is not None:
                return found
        if not phrase.some and len(text) > 2 and text not in self._parties:
            fuller = self._discourse.last(lambda p: p.kind == "organization" and p.name.endswith(text))
            if fuller is not None:
                return fuller
        return (
            self._parties.get(text)
            if not phrase.some and text in self._parties
            else self._unnamed(phrase, "organization")
        )

    def _document(self, phrase: Phrase) -> Party | None:
        """The document that 该法, 合同 or 该条例 means: the last one of that name."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        if phrase.some or not (phrase.back or text == head):
            return None
        return self._discourse.last(lambda p: p.kind == "document" and p.name != text and head[-1] in p.name[-4:])

    def _titled(self, phrase: Phrase) -> Party | None:
        """The known person or unnamed party that a title or description picks out (死因裁判官, 该律师, 工作人员)."""
        text, head = self._text[phrase.start : phrase.end], phrase.head
        if phrase.some or not head:
            return None
        modifiers = _COUNT.sub("", text.removesuffix(head))
        if phrase.back or text == head or not modifiers:
            if _COUNTED.match(text):
                return None
            last = self._discourse.last
            found = last(lambda p: described(p, head) and all(char in p.name for char in modifiers))
            found = found or (last(lambda p: described(p, head)) if phrase.back or not modifiers else None)
            if found is None and phrase.back:
                found = self._discourse.salient(single_human, before=phrase.start)
            return found or self._later(head)
        return self._discourse.last(lambda p: p.kind == "person" and any(role.endswith(text) for role in p.roles))

    def _later(self, head: str) -> Party | None:
        """The only person whom the article gives this title, named further down."""
        titled = {party for party in self._parties.values() if party.kind == "person" and head in party.roles}
        return titled.pop() if len(titled) == 1 else None

    def _unnamed(self, phrase: Phrase, kind: Sense) -> Party:
        """An unnamed party: the one described in the same way before, else a new one."""
        text = self._text[phrase.start : phrase.end]
        lead = self._text[max(0, phrase.start - 2) : phrase.start]
        fresh = phrase.some and (lead[-1:] != "有" or lead[:1] in _ANOTHER)
        if phrase.some and lead.endswith("有"):
            text = "有" + text
        noun = phrase.head if kind == "anonymous" else ""
        alike = _COUNT.sub("", text.removesuffix(noun)) + self._lexicon.standard.get(noun, noun)
        key = (kind, alike, "one" if one(text) else "many")
        party = self._unnamed_parties.get(key)
        if party is None or fresh:
            low = phrase.end - len(text)
            party = Party(kind=kind, name=text, forms={text}, places=[(low, phrase.end)])
            self._unnamed_parties[key] = party
        return party
