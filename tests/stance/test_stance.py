import pytest

from shuishuo.record import Record
from shuishuo.resolve import resolve
from shuishuo.stance import stance


def stances(record: Record) -> dict[str, str]:
    """Label by the name of the target, of the first attribution."""
    done = stance(resolve(record))
    names = {entity.id: entity.name for entity in done.entities}
    return {names[x.target]: x.label for x in done.attributions[0].stances}


ORGANIZATIONS = {"木兰公司": "organization", "青禾公司": "organization"}


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("[s 1|木兰公司][c 1|批评]，[q 1|青禾公司欺骗用户，侵犯权益]。[s 2|青禾公司][c 2|称]，[q 2|会改]。", "against"),
        ("[s 1|木兰公司][c 1|表示]，[q 1|感谢青禾公司的支持]。[s 2|青禾公司][c 2|称]，[q 2|会改]。", "favor"),
        ("[s 1|木兰公司][c 1|称]，[q 1|青禾公司昨日开会]。[s 2|青禾公司][c 2|称]，[q 2|会改]。", "neutral"),
    ],
)
def test_where_a_speaker_stands(told, marked, label) -> None:
    assert stances(told(marked, **ORGANIZATIONS)) == {"青禾公司": label}


def test_a_speaker_is_no_target_of_its_own(told) -> None:
    assert stances(told("[s 1|木兰公司][c 1|称]，[q 1|木兰公司很好]。", **ORGANIZATIONS)) == {}


def test_a_place_where_something_happens_is_no_target(told) -> None:
    found = stances(told("[s 1|木兰公司][c 1|称]，[q 1|会议在青山市召开]。", 青山市="place", **ORGANIZATIONS))
    assert found == {}


def test_entities_are_those_that_speak_or_are_spoken_of(told) -> None:
    record = told("[s 1|木兰公司][c 1|称]，[q 1|会议在青山市召开]。", 青山市="place", **ORGANIZATIONS)
    assert [entity.name for entity in stance(resolve(record)).entities] == ["木兰公司"]


def test_confidence_is_a_share(told) -> None:
    record = told(
        "[s 1|木兰公司][c 1|称]，[q 1|青禾公司欺骗用户]。[s 2|青禾公司][c 2|称]，[q 2|会改]。", **ORGANIZATIONS
    )
    done = stance(resolve(record))
    assert [0 < x.confidence <= 1 for x in done.attributions[0].stances] == [True]


def test_a_record_without_attributions_stays_empty(told) -> None:
    done = stance(resolve(told("木兰公司昨日开会。", **ORGANIZATIONS)))
    assert (done.entities, done.attributions) == ((), ())
