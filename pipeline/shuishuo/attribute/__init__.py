"""The attribute stage: who is reported to say what, by whichever system is configured."""

from collections.abc import Mapping
from typing import Protocol

from ..record import Record
from . import learned, rules

__all__ = ["DEFAULT", "SYSTEMS", "Attributor", "attribute"]

DEFAULT = "model"


class Attributor(Protocol):
    """A system of attribution: a segmented record in, the same record with `attributions` set out.

    Ids are a1, a2, … in the text order of the contents; `speaker` is None and `stances` are empty.
    """

    def __call__(self, record: Record, /) -> Record: ...


SYSTEMS: Mapping[str, Attributor] = {"model": learned.attribute, "rules": rules.attribute}


def attribute(record: Record, *, system: str = DEFAULT) -> Record:
    """The record with its attributions found by `system`, a key of SYSTEMS.

    Raises KeyError for an unknown system, ShuishuoError E405 where the record is not segmented.
    """
    return SYSTEMS[system](record)
