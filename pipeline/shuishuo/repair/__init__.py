"""Repair: from an article as it was given to a record with a clean text, its alignment and the list of repairs."""

from ..errors import ShuishuoError
from ..formats import Article
from ..record import Record
from . import article_text, boilerplate, characters, damage, headline, markup, page, quotation, script, width
from .draft import Draft, Fix, Step

__all__ = ["PLAN", "Draft", "Fix", "Step", "repair"]


def undo_damage(text: str) -> list[Fix]:
    """What `damage.undo` finds, as fixes of a draft."""
    return [Fix(fix.kind, fix.start, fix.end, fix.after) for fix in damage.undo(text)]


PLAN: tuple[Step, ...] = (
    undo_damage,
    markup.entities,
    markup.tags,
    characters.invisible,
    characters.line_ends,
    characters.blanks,
    characters.edges,
    width.alphanumerics,
    width.variants,
    width.punctuation,
    quotation.marks,
    script.fold,
    headline.doubled,
    boilerplate.lines,
)
"""The repairs of plain text, in order: damage before the marks it hides in, lines before what counts lines, and
Traditional to Simplified before the lexicons, which are in Simplified."""


def repair(article: Article) -> Record:
    """Repair an article. All offsets of the record count code points of `article.raw`.

    Its title is the one given; else, of an HTML page, the page's headline; else the first line of the text, as printed,
    where that plainly is a headline. Raises ShuishuoError E103 where nothing is left, E104 where a page has no article.
    """
    draft, title = Draft.of(article.raw), article.title
    if page.is_page(article.raw):
        draft = draft.apply(article_text.article(article.raw))
        if not draft.patches:
            raise ShuishuoError("E104", f"article {article.id}")
        title = title or article_text.headline(article.raw)
    draft = draft.settle(PLAN)
    if not draft.text:
        raise ShuishuoError("E103", f"article {article.id}")
    record = Record(
        id=article.id,
        raw=article.raw,
        clean=draft.text,
        alignment=draft.alignment,
        path=article.path,
        sha256=article.sha256,
        encoding=article.encoding,
        title=title,
        url=article.url,
        published=article.published,
        repairs=draft.repairs,
    )
    if title:
        return record
    return record.with_(title=record.span(0, headline.end(draft.text, doubled=_has_double(draft))).text)


def _has_double(draft: Draft) -> bool:
    return any(patch.kind == "headline" for patch in draft.patches)
