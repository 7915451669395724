"""What is left of HTML in plain text: entities, stray tags and their remnants."""

import html
import re

from .draft import Fix

_NAMES = (
    "nbsp|lt|gt|amp|quot|apos|[lr][ds]quo|[lr]s?aquo|hellip|[mn]dash|middot|bull|e[mn]sp|thinsp|zwn?j|shy"
    "|times|copy|reg|trade|deg|yen|permil|sect"
)
_ENTITY = re.compile(rf"&(?:{_NAMES}|#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}});")
_BLOCK = (
    "address|article|aside|blockquote|br|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = "a|b|big|em|font|i|iframe|img|o:p|s|small|span|strike|strong|sub|sup|u"
_ATTRIBUTES = r"(?:\s+[A-Za-z_:][-\w:.]*(?:\s*=\s*(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>]+))?)*"
# The last is `</p>` whose first bracket was swallowed by damage: only where a line ends with it.
_TAG = re.compile(
    rf"<(?:/\s*)?({_BLOCK}|{_INLINE}){_ATTRIBUTES}\s*/?>|<!--.{{0,2000}}?-->"
    r"|(?<![A-Za-z0-9/.:])/(?:p|br|div|span|strong)>(?=\s*(?:\n|$))",
    re.IGNORECASE | re.DOTALL,
)


def is_block(tag: str) -> bool:
    """Whether an HTML element of that name stands on lines of its own."""
    return re.fullmatch(_BLOCK, tag, re.IGNORECASE) is not None


def entities(text: str) -> list[Fix]:
    """Named and numbered character references to their characters."""
    return [Fix("entity", m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(text)]


def tags(text: str) -> list[Fix]:
    """Drop tags of text formatting; a block's tag ends the line."""
    return [Fix("tag", m.start(), m.end(), "\n" if is_block(m[1] or "") else "") for m in _TAG.finditer(text)]
