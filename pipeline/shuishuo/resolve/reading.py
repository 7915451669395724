"""Reading a noun phrase: the name it ends in, its head noun, whose text or organ it is, whether it points back."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..record import Name, Range
from .lexicon import Lexicon
from .phrase import Phrase

_LEAD = re.compile(r"^(?:据|由|而|但|连|就连|对此|例如|比如|包括)(?=[\u4e00-\u9fff“《])")
_SOME = re.compile(r"^(?:有的?|还有|也有|另有|更有)(?=[\u4e00-\u9fff])")
_BRACKET = re.compile(r"[（(\[][^（()）\]]*[）)\]]$")
_ARTICLE = re.compile(
    r"(?<=[》法例约章])第[一二三四五六七八九十百零\d]+[条章款项](?:第[一二三四五六七八九十\d]+[款项])?(?:规定)?$"
)
_TITLE_MARKS = re.compile(r"[《〈]([^《》〈〉]+)[》〉]$")
_QUOTED = re.compile(r"[“‘]([^“”‘’]+)[”’]$")
EDGE = " \t\r\n\u3000“”‘’\"'，。、：；,:;@#"
_BACK = re.compile(r"^(?:该|此|这|那|上述|前述|本(?=[案校院局所台报])|涉事|其中[一这那])")
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_FOREIGN_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z.]+(?:[·•・][\u4e00-\u9fffA-Za-z.]+)+$")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.’'\-]*(?: [A-Za-zÀ-ÿ0-9.’'\-]+)*$")
_JOINT = re.compile(r"以及|[、/／和与及跟同]")
_ISSUING = re.compile(
    r"最新|最近|昨[天日晚]|今[天日晚]|此前|近日|日前|当[天日]|周[一二三四五六日末]|\d+ ?[年月日]|[于在就对]|"
    r"发布|公布|发表|出具|刊登|披露|提供|给出|发出|发起|制定|发来|出示|晒出|召开|的|关于|有关|[《“（(]"
)
_COUNTED = re.compile(
    r"[一两二三四五六七八九十几多数\d][\d余多]*\s*(?:名|位|个|家|成|%|人)|的|不少|很多|部分|一些|多数|所有|其他|某"
)
_NOT_FIRST = "的和与及之在是一该某们等"


def read_phrase(text: str, start: int, end: int, names: Sequence[Name], lexicon: Lexicon) -> Phrase:
    """Read the noun phrase `text[start:end]`; `names` are the known names that lie in it, in order."""
    start, end = _trim(text, start, end)
    lead = _LEAD.match(text[start:end])
    if lead and end - start > lead.end() + 1:
        start += lead.end()
    some = _SOME.match(text[start:end])
    if some and end - start > some.end() + 1:
        start += some.end()
    whole = text[start:end]
    if whole in lexicon.pronouns:
        return Phrase(start=start, end=end, way="pronoun", head=whole)
    parts = _parts(text, start, end, names, lexicon)
    if parts:
        return Phrase(start=start, end=end, way="joint", parts=parts)
    return replace(_Reader(text, names, lexicon).read(start, end), some=bool(some))


def _trim(text: str, start: int, end: int) -> Range:
    """Without punctuation at the ends; a quotation or title mark whose partner stands within stays."""
    while start < end and text[start] in EDGE and not (text[start] in "“‘" and any(c in "”’" for c in text[start:end])):
        start += 1
    while (
        end > start
        and text[end - 1] in EDGE
        and not (text[end - 1] in "”’" and any(c in "“‘" for c in text[start:end]))
    ):
        end -= 1
    return start, end


def _parts(text: str, start: int, end: int, names: Sequence[Name], lexicon: Lexicon) -> tuple[Phrase, ...]:
    """The members of a joint phrase (甲与乙); empty where it is one referent."""
    cuts = [start]
    for found in _JOINT.finditer(text, start, end):
        at = found.start()
        if any(name.start <= at < name.end for name in names) or depth(text[start:at]):
            continue
        cuts.extend((at, found.end()))
    if len(cuts) == 1:
        return ()
    cuts.append(end)
    members = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=True):
        low, high = _trim(text, low, high)
        inside = [name for name in names if low <= name.start and name.end <= high]
        if low == high:
            return ()
        members.append(_Reader(text, inside, lexicon).read(low, high))
    senses = {"organization" if m.sense in ("place", "product") else m.sense for m in members}
    if all(member.way == "name" for member in members) and len(senses) == 1:
        return tuple(members)
    return ()


def depth(before: str) -> int:
    """How many brackets and quotation marks are open after `before`."""
    return sum(before.count(a) - before.count(b) for a, b in ("（）", "《》", "“”", "()"))


class _Reader:
    """Reads one phrase that is neither a pronoun nor joint."""

    def __init__(self, text: str, names: Sequence[Name], lexicon: Lexicon) -> None:
        self._text = text
        self._names = names
        self._lexicon = lexicon

    def read(self, start: int, end: int) -> Phrase:
        article = _ARTICLE.search(self._text[start:end])
        end = start + article.start() if article else end
        stop = self._without_brackets(start, end)
        body = self._text[start:stop]
        names = [name for name in self._names if start <= name.start and name.end <= stop]
        head, kind = self._lexicon.head(body)
        back = bool(_BACK.match(body)) and not any(name.start == start for name in names)
        bare = Phrase(start=start, end=end, way="anonymous", head=head, back=back and _points_back(body, head))
        marked = self._marked(bare, start, stop, names)
        if marked is not None:
            return marked
        person = self._person(bare, start, stop, names, head, kind)
        if person is not None:
            return person
        if kind in ("channel", "text"):
            return self._issued(bare, start, stop, kind)
        if names and names[-1].end == stop:
            return self._whole_or_name(bare, start, stop, names[-1])
        if names:
            bare = replace(bare, name=(names[-1].start, names[-1].end), sense=names[-1].kind)
        if kind == "document":
            return replace(bare, way="document")
        if kind == "organization":
            return replace(bare, way="organization")
        if kind in ("title", "honorific"):
            return replace(bare, way="title")
        if kind == "anonymous":
            return bare
        return self._unlisted(bare, start, stop)

    def _without_brackets(self, start: int, end: int) -> int:
        """The end of the phrase less trailing brackets, as in 甲公司（简称乙）."""
        stop = end
        while found := _BRACKET.search(self._text[start:stop]):
            if found.start() == 0:
                break
            stop = start + found.start()
            while stop > start and self._text[stop - 1] in " \t":
                stop -= 1
        return stop

    def _marked(self, bare: Phrase, start: int, stop: int, names: Sequence[Name]) -> Phrase | None:
        """A phrase that ends in 《…》 or “…”: a medium, a work, or a text of the issuer named before it."""
        body = self._text[start:stop]
        titled = _TITLE_MARKS.search(body)
        if titled:
            _, kind = self._lexicon.head(titled.group(1))
            low = start + titled.start()
            if kind in ("document", "text"):
                owner = self._owner(start, low)
                if owner is not None:
                    return replace(bare, way="issuer", parts=(owner,))
                return replace(bare, way="text" if titled.group(1) in self._lexicon.heads else "document")
            return replace(bare, way="name", name=(low, stop), sense="organization")
        quoted = _QUOTED.search(body)
        if quoted and not any(name.end == stop and name.start < start + quoted.start() for name in names):
            low = start + quoted.start() + 1
            person = any(n.kind == "person" and n.start == low and n.end == stop - 1 for n in names)
            return replace(bare, way="name", name=(low, stop - 1), sense="person" if person else "organization")
        return None

    def _person(
        self, bare: Phrase, start: int, stop: int, names: Sequence[Name], head: str, kind: str
    ) -> Phrase | None:
        """A phrase that ends in a person's name, with or without a title or form of address after it."""
        body = self._text[start:stop]
        if len(body) == 1 and body in self._lexicon.surnames:
            return self._named(bare, start, stop, "person")
        if names and names[-1].kind == "person" and names[-1].end == stop:
            low = names[-1].start
            latin = _LATIN.search(body)
            return self._named(bare, min(low, start + latin.start()) if latin else low, stop, "person")
        if kind == "honorific":
            low = stop - len(head)
            if names and names[-1].kind == "person" and names[-1].end == low:
                long = low - names[-1].start > 1
                return self._named(bare, names[-1].start, low if long else stop, "person")
            one, two = self._text[max(start, low - 1) : low], self._text[max(start, low - 2) : low]
            size = 2 if two in self._lexicon.surnames and len(two) == 2 else 1 if one in self._lexicon.surnames else 0
            alone = low - size == start or self._lexicon.head(self._text[start : low - size])[1] != ""
            if size and (
                alone or (len(head) == 2 and head in ("先生", "女士", "小姐", "老师", "医生")) or head == "某"
            ):
                return self._named(bare, low - size, stop, "person")
        if not kind:
            size = self._given_name(body)
            if size:
                return self._named(bare, stop - size, stop, "person")
        return None

    def _given_name(self, body: str) -> int:
        """Length of a personal name that ends `body` after a title (副总经理朗学红), 0 where none does."""
        latin = _LATIN.search(body)
        for size in [len(latin.group())] if latin else range(len(body), 1, -1):
            name, before = body[-size:], body[:-size].rstrip()
            head, kind = self._lexicon.head(before)
            introduced = kind in ("title", "honorific", "anonymous") and len(head) > 1
            like_a_name = name[0] not in _NOT_FIRST and (_FOREIGN_NAME.match(name) or _HAN_NAME.match(name))
            if introduced and (latin or like_a_name):
                return size
            if _FOREIGN_NAME.match(name) and (not before or before.endswith("的")):
                return size
        surnames = self._lexicon.surnames
        if _HAN_NAME.match(body) and len(body) < 4 and (body[0] in surnames or body[:2] in surnames):
            return len(body)
        return 0

    def _issued(self, bare: Phrase, start: int, stop: int, kind: str) -> Phrase:
        """A text or organ of somebody: 甲公司的声明, 甲公司官方微博."""
        low = stop
        while low > start:
            head, found = self._lexicon.head(self._text[start:low])
            if found not in ("channel", "text") or (kind == "channel" and found != "channel"):
                break
            low -= len(head)
        owner = self._owner(start, low) if kind == "text" else self._part(start, low)
        if owner is None:
            return replace(bare, way="text")
        if owner.way in ("text", "document"):
            return owner
        return replace(bare, way="issuer", parts=(owner,))

    def _owner(self, start: int, stop: int) -> Phrase | None:
        """The issuer that the words before a text name: all up to 发布, 的 or a date."""
        for found in _ISSUING.finditer(self._text, start, stop):
            if not any(name.start <= found.start() < name.end for name in self._names) and found.start() > start:
                return self._part(start, found.start())
        return self._part(start, stop)

    def _part(self, start: int, stop: int) -> Phrase | None:
        start, stop = _trim(self._text, start, stop)
        words = self._text[start:stop].rstrip("的")
        if not words or words in self._lexicon.no_issuer:
            return None
        if words.startswith("其") and not words.startswith(("其中", "其他", "其余")):
            return Phrase(start=start, end=start + 1, way="pronoun", head="其")
        if words in self._lexicon.pronouns:
            return Phrase(start=start, end=start + len(words), way="pronoun", head=words)
        return self.read(start, start + len(words))

    def _whole_or_name(self, bare: Phrase, start: int, stop: int, name: Name) -> Phrase:
        """A phrase that ends in the name of an organisation, place or product; Latin names whole."""
        body = self._text[start:stop]
        latin = _LATIN.search(body)
        low = min(name.start, start + latin.start()) if latin else name.start
        if latin and self._given_name(body) and name.kind != "organization":
            return self._named(bare, low, stop, "person")
        before = self._lexicon.head(self._text[start:low].rstrip())
        if latin and before[1] in ("title", "honorific"):
            return self._named(bare, low, stop, "person")
        return self._named(bare, low, stop, name.kind)

    def _unlisted(self, bare: Phrase, start: int, stop: int) -> Phrase:
        """No listed head and no known name at the end: a name of its own where nothing speaks against it."""
        body = self._text[start:stop]
        latin = _LATIN.search(body)
        if latin and len(latin.group()) > 1:
            return self._named(bare, start + latin.start(), stop, "organization")
        low = self._after_apposition(start, stop)
        if low > start:
            return self._named(bare, low, stop, "organization")
        if _COUNTED.search(body) or len(body) > 14 or bare.back:
            return bare
        return self._named(bare, start, stop, "organization")

    def _after_apposition(self, start: int, stop: int) -> int:
        """Where the name begins that a noun introduces (评级机构标普) and that stands alone elsewhere; else `start`."""
        whole = self._text[start:stop]
        for low in range(start + 2, stop - 1):
            head, kind = self._lexicon.head(self._text[start:low])
            if len(head) > 1 and kind in ("organization", "title", "anonymous", "honorific"):
                name = self._text[low:stop]
                if name in self._lexicon.companies or self._text.count(name) > self._text.count(whole):
                    return low
        return start

    def _named(self, bare: Phrase, low: int, high: int, kind: str) -> Phrase:
        role = self._text[bare.start : low].strip(EDGE) if kind == "person" else ""
        return replace(bare, way="name", name=(low, high), sense=kind, role=role)


def _points_back(body: str, head: str) -> bool:
    """Whether 该 at the start belongs to the head noun (该公司) and not to a modifier (该公司的一名员工)."""
    return not head or (
        "的" not in body[: -len(head)] and not re.search(r"[一多几数两]\s*[名位个]", body[1:]) and len(body) < 14
    )
