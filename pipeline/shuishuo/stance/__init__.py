"""The stance stage: how each speaker stands to every party that the words speak of."""

from dataclasses import replace

from ..record import Record, Stance

__all__ = ["stance"]


def stance(record: Record) -> Record:
    out = []
    for a in record.attributions:
        st = []
        for e in record.entities:
            if e.id == a.speaker:
                continue
            if any(c.clean[0] <= m.clean[0] < c.clean[1] for c in a.content for m in e.mentions):
                st.append(Stance(target=e.id, label="neutral"))
        out.append(replace(a, stances=tuple(st)))
    return record.with_(attributions=tuple(out))
