"""From cues, sources and contents to acts of saying: what nests, what ends what, who is meant where nobody is named."""

from dataclasses import dataclass

from ...record import Range
from .contents import backward, forward, skip_space
from .counts import confidence, left_context
from .cues import Cue, cues
from .frames import according_frames, colon_frames
from .lexicon import Lexicon
from .reading import SENTENCE_END, Reading
from .running import following_quotation, run_on
from .sources import Source, find_source

THRESHOLD = 0.4  # of confidence: what maximises F1 lies near half of the F1 reached
_LEAD = 14  # characters between a verb and the word of saying that it leads up to
_HEADING = 36  # characters; a line up to this length without a mark at its end is a heading
_LINE_END = frozenset("。！？；，：…”’」』!?")
_PRONOUNS = frozenset(("他", "她", "其", "它", "他们", "她们", "自己", "我", "我们", "该公司", "对方"))


@dataclass(kw_only=True)
class Act:
    """One act of saying. level: the quotation that the cue stands in. words: the cue and its kind. parts: content
    ranges, before trimming. left: where its clause begins. relay: it passes on what another says. closed: quotation
    marks or a cue after it end its content.
    """

    cue: Range | None
    source: Range | None
    parts: list[Range]
    level: int
    left: int
    confidence: float
    words: tuple[str, str] = ("", "")
    relay: bool = False
    closed: bool = False


def acts(reading: Reading, lexicon: Lexicon, *, threshold: float = THRESHOLD) -> list[Act]:
    """All acts of an article, in the order of their cues."""
    found: list[Act] = []
    taken: set[int] = set()
    for cue, source, share in _joined(reading, lexicon, accepted(reading, lexicon, threshold=threshold)):
        act = _act(reading, cue, source, share, taken)
        if act is None or not _settle(reading, lexicon, found, act, source, cue):
            continue
        found.append(act)
        for start, end in act.parts:
            for at in range(start, end):
                index = reading.opening.get(at)
                if index is not None:
                    taken.add(index)
    found = [act for act in found if act.parts]
    found += uncued(reading, lexicon, found, taken)
    found.sort(key=lambda act: act.parts[0])
    _continue(reading, lexicon, found, taken)
    return found


def uncued(reading: Reading, lexicon: Lexicon, found: list[Act], taken: set[int]) -> list[Act]:
    """The acts that no cue reports."""
    starts = frozenset(act.cue[0] for act in found if act.cue)
    frames = [frame for frame in colon_frames(reading) if reading.opening[frame.content[0]] not in taken]
    frames += according_frames(reading, lexicon, cues=starts)
    new = []
    for frame in frames:
        taken.update(reading.opening[at] for at in range(*frame.content) if at in reading.opening)
        found_, right = lexicon.counts.get(("*" + frame.kind, "own", "clause"), (0, 0))
        new.append(
            Act(
                cue=None,
                source=frame.source,
                parts=[frame.content],
                level=reading.inside(frame.source[0]),
                left=frame.source[0],
                confidence=(right + 1) / (found_ + 2),
                words=("", "*" + frame.kind),
                closed=frame.closed,
            )
        )
    return new


def _continue(reading: Reading, lexicon: Lexicon, found: list[Act], taken: set[int]) -> None:
    """Let contents run on into the sentences after theirs."""
    starts = frozenset(act.cue[0] for act in found if act.cue)
    for act in reversed(found):
        if not act.closed and act.cue and act.level < 0:
            start, end = act.parts[-1]
            act.parts[-1] = (start, run_on(reading, lexicon, act.words, end, cues=starts))
        end = max(act.parts[-1][1], reading.clause_end(act.cue[1], ends=SENTENCE_END) if act.cue else 0)
        while (more := following_quotation(reading, end, taken=taken)) is not None:
            act.parts.append(more)
            taken.update(reading.opening[at] for at in range(*more) if at in reading.opening)
            end = more[1]


def accepted(reading: Reading, lexicon: Lexicon, *, threshold: float) -> list[tuple[Cue, Source | None, float]]:
    """The cues that are taken for true, with their source and confidence."""
    found = []
    for cue in cues(reading, lexicon):
        if _is_furniture(reading, lexicon, cue.start):
            continue
        source = find_source(reading, lexicon, cue)
        if source is not None and _is_rumour(reading, lexicon, source):
            continue
        share = confidence(lexicon, cue, left_context(reading, lexicon, cue, source))
        if share >= threshold:
            found.append((cue, source, share))
    return found


def _is_furniture(reading: Reading, lexicon: Lexicon, at: int) -> bool:
    """Whether `at` stands in a heading, a caption, an editor's credit or the like."""
    start, end = reading.paragraph(at)
    if end - start <= _HEADING and reading.trim_end(end) == end and reading.text[end - 1] not in _LINE_END:
        return True
    line = reading.text[start : min(end, start + 20)].lstrip("_（(【 ")
    framed = reading.text[start] == "_" and reading.text[end - 1] == "_"
    return framed or line.startswith(tuple(lexicon.lists["furniture"]))


def _joined(
    reading: Reading, lexicon: Lexicon, found: list[tuple[Cue, Source | None, float]]
) -> list[tuple[Cue, Source | None, float]]:
    """Leave out a cue that only leads up to the next: 回应某报称, 发文质疑说."""
    kept = []
    for index, (cue, source, share) in enumerate(found):
        if index + 1 < len(found):
            later, subject, _ = found[index + 1]
            between = reading.text[cue.end : later.start]
            same = subject is None or (source is not None and subject.start == source.start)
            leads = lexicon.has("tail", later.word) and later.start - cue.end <= _LEAD
            if leads and same and not any(mark in between for mark in "，。：；“”！？"):
                continue
        kept.append((cue, source, share))
    return kept


def _is_rumour(reading: Reading, lexicon: Lexicon, source: Source) -> bool:
    """Whether the source is nobody in particular: 据媒体报道; or the writer: 我认为."""
    words = reading.text[source.start : source.end]
    if lexicon.has("first_person", words):
        return True
    before = reading.words[reading.first_token(source.start) - 1] if source.start else ""
    return lexicon.has("agent_preposition", before) and lexicon.has("rumour", words)


def _act(reading: Reading, cue: Cue, source: Source | None, share: float, taken: set[int]) -> Act | None:
    clause = reading.clause_start(cue.start)
    ahead = forward(reading, cue)
    behind = backward(reading, clause, taken=taken) if cue.follow != "clause" else None
    if behind is not None and cue.follow == "phrase":
        ahead = None
    parts = [part for part in (behind, (ahead.start, ahead.end) if ahead else None) if part is not None]
    if not parts:
        return None
    return Act(
        cue=(cue.start, cue.end),
        source=(source.start, source.end) if source else None,
        parts=parts,
        level=reading.inside(cue.start),
        left=clause if source is None or source.shared else min(clause, source.start),
        confidence=share,
        words=(cue.word, cue.entry.kind),
        relay=cue.entry.word in ("报道", "报导", "消息"),
        closed=ahead.closed if ahead else True,
    )


def _settle(reading: Reading, lexicon: Lexicon, found: list[Act], act: Act, source: Source | None, cue: Cue) -> bool:
    """Fit a new act in among the earlier ones: nested in one, or ending one. False where it is no act of its own."""
    sentence = reading.clause_start(cue.start, ends=SENTENCE_END)
    own = source is not None and not source.shared
    inherited: Range | None = None
    for earlier in reversed(found[-6:]):
        if earlier.level != act.level:
            continue
        if earlier.cue is None or earlier.cue[0] < sentence:
            break
        if inherited is None:
            inherited = earlier.source
        start, end = earlier.parts[-1] if earlier.parts else (0, 0)
        if not start <= cue.start < end:
            continue
        empty = reading.trim(start, act.left)[0] >= reading.trim(start, act.left)[1]
        named = own and source is not None and reading.text[source.start : source.end] not in _PRONOUNS
        if own and (earlier.relay or (named and (empty or _is_setting(reading, lexicon, start, act.left)))):
            break  # nested: the outer act goes on
        if empty:
            return False  # 表示，预计…: the same act
        earlier.parts[-1] = (start, act.left)
    if not own and inherited is not None:
        act.source = inherited
    return True


def _is_setting(reading: Reading, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether [start, end) holds nothing but times, places and circumstances: …称，近日，在一次会议上，某某表示…"""
    while start < end:
        stop = reading.clause_end(start)
        first, last = reading.first_token(start), reading.first_token(min(stop, end)) - 1
        if last < first or reading.text[stop : stop + 1] not in ("，", ""):
            return False
        begins = reading.tokens[first].tag in ("TIME", "p", "t") or reading.words[first] in ("尽管如此", "虽然", "尽管")
        if not (begins or lexicon.has("localizer", reading.words[last]) or first == last):
            return False
        start = skip_space(reading.text, stop + 1)
    return True
