"""One run over some articles: time of each stage and of the encoder alone, and the peak of the process's memory."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from ..attribute.learned import loaded_model
from ..attribute.model_decode import Floats, encode
from ..attribute.model_input import Numbers, to_pieces
from ..formats import Article
from ..record import Record
from ..repair import repair
from ..stages import STAGES, annotate_article

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What was measured.

    characters: of the clean texts. seconds: of each stage, in order, `write` being the record as JSON. encoder: seconds
    of the bare forward pass over the same pieces. memory: peak of the resident memory in MB after everything was
    annotated, the interpreter and all models included.
    """

    articles: int
    characters: int
    pieces: int
    seconds: dict[str, float]
    encoder: float
    memory: float

    @property
    def ratio(self) -> float:
        """The speed of annotating as a share of the speed of the bare encoder; 1 would be no time for anything else."""
        return self.encoder / sum(self.seconds.values())

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers, the ratio among them."""
        return {**asdict(self), "ratio": self.ratio}

    def to_table(self) -> str:
        """A table for people: seconds and characters a second of each stage, of all, and of the encoder alone."""
        rows = [*self.seconds.items(), ("annotate", sum(self.seconds.values())), ("encoder alone", self.encoder)]
        lines = [f"{name:14s} {spent:9.2f} s {self.characters / spent:10,.0f} characters/s" for name, spent in rows]
        head = f"{self.articles} articles, {self.characters:,} characters, {self.pieces:,} pieces; one thread"
        return "\n".join(
            [head, *lines, f"speed beside the encoder alone: {self.ratio:.2f}", f"peak memory: {self.memory:.0f} MB"]
        )


def measure(articles: Sequence[Article]) -> Bench:
    """Annotate the articles one by one, then run the encoder alone on the same pieces.

    An article goes through all stages before the next one begins, as in `annotate`: stance looks at the states that
    the attribute stage has just computed. Models are loaded, and the code is warmed up, by the first article, outside
    the time. Raises ValueError without articles, ShuishuoError where one cannot be annotated.
    """
    if not articles:
        raise ValueError("nothing to measure on: no articles")
    annotate_article(articles[0]).to_json()
    seconds = dict.fromkeys(("repair", *STAGES, "write"), 0.0)

    def timed(name: str, work: Callable[[Given], Made], given: Given) -> Made:
        began = time.process_time()
        made = work(given)
        seconds[name] += time.process_time() - began
        return made

    records = []
    for article in articles:
        record = timed("repair", repair, article)
        for name, stage in STAGES.items():
            record = timed(name, stage, record)
        timed("write", Record.to_json, record)
        records.append(record)
    memory = _peak_memory()
    encoder, pieces = _bare([record.clean for record in records])
    return Bench(
        articles=len(records),
        characters=sum(len(record.clean) for record in records),
        pieces=pieces,
        seconds=seconds,
        encoder=encoder,
        memory=memory,
    )


def _bare(texts: Sequence[str]) -> tuple[float, int]:
    """Seconds of the encoder's forward pass over the texts' windows, and the number of their pieces."""
    model = loaded_model()
    spent = 0.0

    def forward(ids: Numbers) -> Floats:
        nonlocal spent
        began = time.process_time()
        states = model.forward(ids)
        spent += time.process_time() - began
        return states

    count = 0
    for text in texts:
        pieces = to_pieces(text, model.tokenizer)
        count += len(pieces.ids)
        if len(pieces.ids):
            encode(pieces.ids, forward, model.settings)
    return spent, count


def _peak_memory() -> float:
    """The peak of this process's resident memory in MB; the system counts in kB, or in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
