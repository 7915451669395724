"""The words the rules read: the segmenter's, mended where they cut through a name, a head noun or a reporting word."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from ...record import Name, Range, Segmentation, Token

_TAGS = {"person": "PER", "organization": "ORG", "place": "LOC", "product": "nz", "time": "TIME"}
_LONGEST_CUE = 4  # characters
_LONGEST_HEAD = 4  # tokens


def mended(
    text: str, segmentation: Segmentation, *, cues: Collection[str], heads: Collection[str]
) -> tuple[Token, ...]:
    """The tokens of a segmentation with each name as one token, as is each of `heads` (nouns for those who speak) that
    was cut in whole tokens (发言|人), and each of `cues` where it has an edge of a token.

    All are put in place of what the segmenter cut there; words of one character are left as they are.
    """
    tokens = list(_with_heads(text, list(_with_names(segmentation)), heads))
    edges = {token.start for token in tokens} | {token.end for token in tokens}
    named = {at for name in segmentation.names if name.kind in _TAGS for at in range(name.start, name.end)}
    forced = [
        Token(start=start, end=end, tag="v")
        for start, end in _cue_words(text, tokens, cues, edges)
        if start not in named and end - 1 not in named
    ]
    return tuple(_overlay(tokens, forced))


def _with_names(segmentation: Segmentation) -> Iterator[Token]:
    names = [_token(name) for name in segmentation.names if name.kind in _TAGS]
    return _overlay(segmentation.tokens, names)


def _with_heads(text: str, tokens: list[Token], heads: Collection[str]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        token, used = tokens[at], 1
        for count in range(2, min(_LONGEST_HEAD, len(tokens) - at) + 1):
            last = tokens[at + count - 1]
            if last.start != tokens[at + count - 2].end or last.tag in _TAGS.values():
                break
            if text[tokens[at].start : last.end] in heads:
                token, used = Token(start=tokens[at].start, end=last.end, tag="n"), count
        yield token
        at += used


def _token(name: Name) -> Token:
    return Token(start=name.start, end=name.end, tag=_TAGS[name.kind])


def _overlay(tokens: Collection[Token], forced: list[Token]) -> Iterator[Token]:
    """`forced` and what is left of `tokens` beside them, in order; both are in order and without overlap."""
    queue: list[Token | None] = [*forced, None]
    at = 0
    for token in tokens:
        start = token.start
        while (item := queue[at]) is not None and item.start < token.end:
            if start < item.start:
                yield Token(start=start, end=item.start, tag=token.tag)
            start = max(start, item.end)
            if item.end > token.end:
                break
            yield item
            at += 1
        if start < token.end:
            yield Token(start=start, end=token.end, tag=token.tag)


def _cue_words(text: str, tokens: Collection[Token], cues: Collection[str], edges: set[int]) -> Iterator[Range]:
    """Cue words that lie across the edge of tokens, longest first, from left to right."""
    last = 0
    for left, right in pairwise(tokens):
        if left.end != right.start:
            continue
        seam = left.end
        for length in range(_LONGEST_CUE, 1, -1):
            for start in range(max(last, left.start, seam - length + 1), seam):
                end = start + length
                if end <= right.end and text[start:end] in cues and (start in edges or end in edges):
                    if (start, end) != (left.start, right.end) or right.tag != "v":
                        yield start, end
                        last = end
                    break
            else:
                continue
            break
