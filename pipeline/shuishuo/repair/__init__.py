"""Repair: from an article as it was given to a record with a clean text, its alignment and the list of repairs."""

from ..errors import ShuishuoError
from ..formats import Article
from ..record import Record
from . import boilerplate, characters, damage, headline, markup, quotation, script, width
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

    Raises ShuishuoError E103 where nothing is left, E104 where an HTML page holds no article.
    """
    draft = Draft.of(article.raw).settle(PLAN)
    if not draft.text:
        raise ShuishuoError("E103", f"article {article.id}")
    return Record(
        id=article.id,
        raw=article.raw,
        clean=draft.text,
        alignment=draft.alignment,
        path=article.path,
        sha256=article.sha256,
        encoding=article.encoding,
        title=article.title or headline.headline(article.raw),
        url=article.url,
        published=article.published,
        repairs=draft.repairs,
    )
