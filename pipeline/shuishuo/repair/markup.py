"""What is left of HTML in plain text: entities, stray tags and their remnants."""

import html
import re

from .draft import Fix

_NAMES = "nbsp|lt|gt|amp|quot|apos|[lr][ds]quo|hellip|mdash|ndash|middot|bull|ensp|emsp|thinsp|times|copy|reg|trade|deg|yen|zwj|zwnj|shy|permil|sect|laquo|raquo|[lr]aquo|[lr]saquo"
_ENTITY = re.compile(rf"&(?:{_NAMES}|#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}});")
_BLOCK = "p|br|div|h[1-6]|li|ul|ol|tr|table|tbody|blockquote|section|article|hr|center|figure|figcaption"
_INLINE = "span|a|b|i|u|em|strong|font|img|td|th|sup|sub|small|strike|iframe|o:p"
_ATTRIBUTES = r"(?:\s+[A-Za-z_:][-\w:.]*(?:\s*=\s*(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>]+))?)*"
_TAG = re.compile(rf"<(?:/\s*)?(?:({_BLOCK})|{_INLINE}){_ATTRIBUTES}\s*/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
# `</p>` whose first bracket was swallowed by damage: only where a line ends with it.
_REMNANT = re.compile(r"(?<![A-Za-z0-9/.:])/(?:p|br|div|span|strong)>(?=\s*(?:\n|$))")


def entities(text: str) -> list[Fix]:
    """Named and numbered character references to their characters."""
    return [Fix("entity", m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(text)]


def tags(text: str) -> list[Fix]:
    """Drop tags of text formatting; a block's tag ends the line."""
    fixes = [Fix("tag", m.start(), m.end(), "\n" if m[1] else "") for m in _TAG.finditer(text)]
    return fixes + [Fix("tag", m.start(), m.end(), "") for m in _REMNANT.finditer(text)]
