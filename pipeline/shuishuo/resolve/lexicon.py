"""The word lists of resolution, read once from corpus/lexicon: head nouns, pronouns, countries, company endings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..resources import lexicon_rows

_STATE = ("", "政府", "当局", "方面", "官方", "方", "共和国")  # 美国, 美国政府, 美方


@dataclass(frozen=True, kw_only=True)
class Country:
    """A country's name, its one-word form in headlines (美, 俄) and the capital that stands for its government."""

    name: str
    short: str
    capital: str


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Word lists by use.

    heads: last word of a noun phrase → its class: `title` (a person's office or role), `honorific`
    (one that also follows a name: 黄医生), `anonymous` (people without a
    name), `organization`, `text` (something an issuer publishes), `channel` (part of its owner: 方面, 官方微博) or
    `document` (a text that speaks for itself: 条例, 合同).
    actors: nouns that name a party of the story on their own (政府, 警方, 示威者) → its kind.
    pronouns: pronoun → class. countries: by any of their three forms but the capital.
    """

    heads: Mapping[str, str]
    pronouns: Mapping[str, str]
    countries: Mapping[str, Country]
    organization_suffixes: frozenset[str]
    surnames: frozenset[str]
    actors: Mapping[str, str]
    longest_head: int

    def head(self, phrase: str) -> tuple[str, str]:
        """The longest listed head noun that ends `phrase`, with its class; ("", "") where none does."""
        for size in range(min(self.longest_head, len(phrase)), 0, -1):
            found = self.heads.get(phrase[-size:])
            if found:
                return phrase[-size:], found
        return "", ""

    def country_of(self, name: str) -> str:
        """The country that `name` stands for (美国, 美方, 美国政府), "" where it stands for none."""
        for suffix in _STATE:
            stem = name.removesuffix(suffix)
            if stem in self.countries and (suffix == "方" or len(stem) > 1):
                return self.countries[stem].name
        return ""

    def only_suffixes(self, words: str) -> bool:
        """Whether `words` is nothing but endings of organisation names (技术有限公司); true for the empty string."""
        reach = {0}
        for end in range(1, len(words) + 1):
            if any(words[start:end] in self.organization_suffixes for start in reach):
                reach.add(end)
        return len(words) in reach


@cache
def lexicon() -> Lexicon:
    """The lists as shipped. Raises ShuishuoError E401 where the folder is missing."""
    heads = {row["head"]: row["class"] for row in lexicon_rows("heads.tsv")}
    countries: dict[str, Country] = {}
    for row in lexicon_rows("countries.tsv"):
        country = Country(name=row["country"], short=row["short"], capital=row["capital"])
        countries[country.name] = countries[country.short] = country
    return Lexicon(
        heads=heads,
        pronouns={row["pronoun"]: row["class"] for row in lexicon_rows("pronouns.tsv")},
        countries=countries,
        organization_suffixes=frozenset(row["suffix"] for row in lexicon_rows("organization_suffixes.tsv")),
        actors={row["noun"]: row["kind"] for row in lexicon_rows("actors.tsv")},
        surnames=frozenset(row["surname"] for row in lexicon_rows("surnames.tsv")),
        longest_head=max(map(len, heads)),
    )
