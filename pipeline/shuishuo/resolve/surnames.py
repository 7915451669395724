"""Persons by family name: whom 林, 黄医生 or 刘督察 means."""

from collections import defaultdict
from collections.abc import Collection

from .lexicon import Lexicon
from .parties import Party

_CIVIL = ("先生", "女士", "小姐")  # forms of address for people whose full name the article keeps back


class Surnames:
    """The persons met so far, by family name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._persons: dict[str, list[Party]] = defaultdict(list)  # the one named last behind

    def met(self, party: Party) -> None:
        """Go past a place where a person is named."""
        for size in (1, 2):
            family, given = party.name[:size], party.name[size:]
            if family in self._lexicon.surnames and given and given not in self._lexicon.heads:
                known = self._persons[family]
                if party in known:
                    known.remove(party)
                known.append(party)

    def person(self, form: str, *, spoke: Collection[Party | None]) -> Party | None:
        """The person that a family name alone, or with a title, refers to; None where `form` is something else.

        Of several, those with that title go before others, then those with any title or among `spoke`; the one named
        last decides.
        """
        family = form[:2] if form[:2] in self._lexicon.surnames and len(form) > 1 else form[:1]
        rest = form[len(family) :]
        if rest and (self._lexicon.heads.get(rest) != "honorific" or rest in _CIVIL):
            return None
        known = self._persons.get(family, [])
        titled = [party for party in known if any(role.endswith(rest) for role in party.roles)] if rest else []
        introduced = [party for party in known if party.roles or party in spoke]
        return next(reversed(titled or introduced or known), None)
