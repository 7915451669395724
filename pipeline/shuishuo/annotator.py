"""The Python entrance: `shuishuo.load().annotate(text)` gives the record of one article."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.language import Language

from .attribute import DEFAULT
from .formats import Article
from .record import Record
from .resolve import Register
from .stages import annotate_article


class Annotator:
    """Annotates articles one by one; `system` finds the attributions (a key of `attribute.SYSTEMS`).

    `register` is the user's own list of entities (`resolve.read_register`); the spaCy pipeline does without it.

    Models are loaded when first needed and shared by all annotators.
    """

    def __init__(self, *, system: str = DEFAULT, register: Register | None = None) -> None:
        self.system = system
        self.register = register

    def annotate(self, text: str, *, id: str = "text", title: str = "", published: str = "") -> Record:  # noqa: A002
        """The record of one article. `text` is plain text or HTML, damaged or not.

        Raises ShuishuoError where it cannot become a record (E103 for an empty text, and so on).
        """
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        article = Article(id=id, raw=text, sha256=digest, title=title, published=published)
        return annotate_article(article, system=self.system, register=self.register)

    def pipe(self, texts: Iterable[str]) -> Iterator[Record]:
        """The records of many articles in order, lazily; ids are `text-1`, `text-2` and so on.

        Raises at the first text that cannot become a record; `shuishuo annotate` quarantines such articles instead.
        """
        for number, text in enumerate(texts, 1):
            yield self.annotate(text, id=f"text-{number}")

    @cached_property
    def nlp(self) -> Language:
        """The same stages as a spaCy pipeline: `annotator.nlp(text)` gives a `Doc` with `doc._.record`."""
        from .components import language  # spaCy takes a second to import, and most callers never ask for it

        return language(system=self.system)


def load(*, system: str = DEFAULT, register: Register | None = None) -> Annotator:
    """An annotator with the models that ship with the package. Nothing is downloaded."""
    return Annotator(system=system, register=register)
