"""Where an article's body begins: its headline, where that is its first line, attributes nothing."""

from ..record import Record


def body_start(record: Record) -> int:
    """The clean offset behind the first line where that line is the article's title, else 0.

    Raises ShuishuoError E405 where the record is not segmented.
    """
    if not record.title or not record.segmented.paragraphs:
        return 0
    start, end = record.segmented.paragraphs[0]
    return end if _letters(record.clean[start:end]) == _letters(record.title) else 0


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line))
