"""The word lists of resolution, read once from corpus/lexicon: head nouns, pronouns, countries, company endings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..resources import lexicon_rows

_STATE = ("", "政府", "当局", "方面", "官方", "方", "共和国", "共和国政府")  # 美国, 美国政府, 美方


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
    endings: noun for an organisation (校方) → what names of such organisations end in.
    standard: noun → the one that is used for it here (妈妈 → 母亲).
    genders: word in a description → `she` or `he`. female: characters of women's names.
    product_heads: last words of a product's name (战机). no_issuer: words before a text that name no issuer.
    aliases: short name of an organisation → its full names. companies: short name of a listed company → its full name.
    not_given: cue words and adverbs, which are nobody's given name. transliteration: characters that foreign names are
    written with.
    """

    heads: Mapping[str, str]
    pronouns: Mapping[str, str]
    countries: Mapping[str, Country]
    organization_suffixes: frozenset[str]
    surnames: frozenset[str]
    actors: Mapping[str, str]
    endings: Mapping[str, tuple[str, ...]]
    standard: Mapping[str, str]
    genders: Mapping[str, str]
    female: frozenset[str]
    product_heads: frozenset[str]
    not_given: frozenset[str]
    aliases: Mapping[str, frozenset[str]]
    no_issuer: frozenset[str]
    companies: Mapping[str, str]
    transliteration: frozenset[str]
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
    genders = {row["word"]: row["gender"] for row in lexicon_rows("genders.tsv")}
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in (*lexicon_rows("organization_aliases.tsv"), *lexicon_rows("companies.tsv")):
        if row["short"] != row["full"]:
            aliases[row["short"]].add(row["full"])
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
        endings={row["noun"]: tuple(row["endings"].split("|")) for row in lexicon_rows("organization_nouns.tsv")},
        standard={row["noun"]: row["standard"] for row in lexicon_rows("same_nouns.tsv")},
        genders={word: gender for word, gender in genders.items() if gender in ("she", "he")},
        female=frozenset(word for word, gender in genders.items() if gender == "she-name"),
        product_heads=frozenset(row["head"] for row in lexicon_rows("product_heads.tsv")),
        not_given=frozenset(row["cue"] for row in lexicon_rows("cues.tsv"))
        | {row["word"] for row in lexicon_rows("adverbs.tsv")},
        aliases={short: frozenset(full) for short, full in aliases.items()},
        no_issuer=frozenset(row["words"] for row in lexicon_rows("no_issuer.tsv")),
        companies={row["short"]: row["full"] for row in lexicon_rows("companies.tsv")},
        transliteration=frozenset(
            row["word"] for row in lexicon_rows("name_words.tsv") if row["list"] == "transliteration"
        ),
        longest_head=max(map(len, heads)),
    )
