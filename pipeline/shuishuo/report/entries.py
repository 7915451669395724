"""Entries: what the pages about many articles keep of each one, so that its whole page need not stay in memory."""

from dataclasses import dataclass

from .page import Card, Page

_EXCERPT = 90  # characters of a content in the table


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One article in the lists. `figure` is its quote+speaker F1, 0 to 1, None without gold; `split` "" for none."""

    file: str
    id: str
    title: str
    published: str
    split: str
    speakers: int
    attributions: int
    stances: dict[str, int]
    repaired: int
    figure: float | None


@dataclass(frozen=True, kw_only=True)
class ArticleRow:
    """An article as the views' scripts know it."""

    file: str
    title: str
    published: str
    split: str


@dataclass(frozen=True, kw_only=True)
class AttributionRow:
    """One attribution in the corpus table.

    article: its place in the list of articles, from 0. number: that on the article's page. stances: label and target
    name of each. confidence: in percent.
    """

    article: int
    number: int
    speaker: str
    kind: str
    type: str
    cue: str
    content: str
    stances: tuple[tuple[str, str], ...]
    confidence: int


def entry_of(page: Page, *, file: str, split: str) -> Entry:
    """The entry of an article whose page is called `file`."""
    return Entry(
        file=file,
        id=page.record.id,
        title=page.title,
        published=page.record.published,
        split=split,
        speakers=sum(bool(row.name) for row in page.rows),
        attributions=len(page.cards),
        stances=page.stances,
        repaired=page.repaired,
        figure=page.verdicts.figures["quote+speaker F1"] if page.verdicts else None,
    )


def article_row(entry: Entry) -> ArticleRow:
    """The entry's part that the views' scripts need."""
    return ArticleRow(file=entry.file, title=entry.title, published=entry.published, split=entry.split)


def attribution_rows(page: Page, *, article: int) -> list[AttributionRow]:
    """The rows of one article, which stands at `article` in the list of articles."""
    return [_row(card, article) for card in page.cards]


def excerpt(text: str, *, longest: int = _EXCERPT) -> str:
    """`text`, cut at `longest` characters where it is longer."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _row(card: Card, article: int) -> AttributionRow:
    return AttributionRow(
        article=article,
        number=card.number,
        speaker=card.speaker.name_clean if card.speaker else "",
        kind=card.speaker.kind if card.speaker else "",
        type=card.attribution.type,
        cue=card.cue,
        content=excerpt(card.content),
        stances=tuple((stand.label, stand.target) for stand in card.stands),
        confidence=round(100 * card.attribution.confidence),
    )
