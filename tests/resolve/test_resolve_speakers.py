import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.resolve import resolve


@pytest.mark.parametrize(
    ("marked", "names", "expected"),
    [
        ("[s 1|木兰方面][c 1|表示]，[q 1|会改]。", {"木兰": "organization"}, ("木兰", "organization")),
        ("[s 1|木兰在声明中][c 1|称]，[q 1|会改]。", {"木兰": "product"}, None),
        ("[s 1|木兰公司的公告][c 1|称]，[q 1|会改]。", {"木兰公司": "organization"}, ("木兰公司", "organization")),
        ("[s 1|木兰公司官方微博][c 1|称]，[q 1|会改]。", {"木兰公司": "organization"}, ("木兰公司", "organization")),
        ("[s 1|物流专家田小禾][c 1|称]，[q 1|会改]。", {"田小禾": "person"}, ("田小禾", "person")),
        ("[s 1|木兰公司副总经理田小禾][c 1|称]，[q 1|会改]。", {"木兰公司": "organization"}, ("田小禾", "person")),
        (
            "[s 1|木兰公司一名员工][c 1|称]，[q 1|会改]。",
            {"木兰公司": "organization"},
            ("木兰公司一名员工", "anonymous"),
        ),
        ("[s 1|多名网友][c 1|称]，[q 1|会改]。", {}, ("多名网友", "anonymous")),
        ("[s 1|《青山时报》][c 1|称]，[q 1|会改]。", {}, ("《青山时报》", "organization")),
        ("[s 1|《青山条例》][c 1|规定]，[q 1|要改]。", {}, ("《青山条例》", "document")),
        ("[s 1|青山县警方][c 1|称]，[q 1|会查]。", {"青山县": "place"}, ("青山县警方", "organization")),
        ("[s 1|法国][c 1|称]，[q 1|会查]。", {"法国": "place"}, ("法国", "organization")),
        ("[s 1|有媒体][c 1|称]，[q 1|会查]。", {}, ("有媒体", "organization")),
    ],
)
def test_who_a_source_phrase_names(told, speakers, marked, names, expected) -> None:
    found = speakers(resolve(told(marked, **names)))[0]
    assert expected is None or found == expected


def same(speakers, record) -> bool:
    found = speakers(resolve(record))
    return found[0] is not None and len(set(found)) == 1


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "[s 1|木兰][c 1|称][q 1|好]。[s 2|木兰网络][c 2|称][q 2|坏]。",
            {"木兰": "organization", "木兰网络": "organization"},
        ),
        (
            "[s 1|青禾速运（集团）有限公司][c 1|称][q 1|好]。[s 2|青禾][c 2|称][q 2|坏]。",
            {"青禾速运（集团）有限公司": "organization", "青禾": "organization"},
        ),
        ("[s 1|木兰公司][c 1|称][q 1|好]。[s 2|该公司][c 2|称][q 2|坏]。", {"木兰公司": "organization"}),
        ("[s 1|田小禾][c 1|称][q 1|好]。[s 2|田][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|医生田小禾][c 1|称][q 1|好]。[s 2|田医生][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|汤姆·格林][c 1|称][q 1|好]。[s 2|格林][c 2|称][q 2|坏]。", {"汤姆·格林": "person", "格林": "place"}),
        ("[s 1|田小禾][c 1|称][q 1|好]。[s 2|他][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|田小禾][c 1|称][q 1|好]，并[c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|一名员工][c 1|称][q 1|好]。[s 2|该员工][c 2|称][q 2|坏]。", {}),
        ("[s 1|律师田小禾][c 1|称][q 1|好]。[s 2|该律师][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|法国][c 1|称][q 1|好]。[s 2|法方][c 2|称][q 2|坏]。", {"法国": "place"}),
        (
            "[s 1|青山证券交易所][c 1|称][q 1|好]。[s 2|青交所][c 2|称][q 2|坏]。",
            {"青山证券交易所": "organization", "青交所": "organization"},
        ),
        (
            "[s 1|木兰技术公司（下称“兰技”）][c 1|称][q 1|好]。[s 2|兰技][c 2|称][q 2|坏]。",
            {"木兰技术公司": "organization"},
        ),
        ("[s 1|田小禾][c 1|说]：“[q 1|[s 2|我][c 2|认为][q 2|很好]]。”", {"田小禾": "person"}),
        ("[s 1|青山大学][c 1|称][q 1|好]。[s 2|校方][c 2|称][q 2|坏]。", {"青山大学": "organization"}),
        ("[s 1|被告田小禾][c 1|称][q 1|好]。[s 2|被告][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|局长][c 1|称][q 1|好]。[s 2|局长田小禾][c 2|称][q 2|坏]。", {"田小禾": "person"}),
        ("[s 1|岸田文雄][c 1|称][q 1|好]。[s 2|岸田][c 2|称][q 2|坏]。", {"岸田文雄": "person", "岸田": "person"}),
        ("[s 1|青山厂的工作人员][c 1|称][q 1|好]。[s 2|这名工作人员][c 2|称][q 2|坏]。", {"青山厂": "organization"}),
        ("[s 1|《青山办法》][c 1|规定][q 1|好]。[s 2|《青山办法》第三条][c 2|规定][q 2|坏]。", {}),
        ("[s 1|桑青 (Sarah Green)][c 1|称][q 1|好]。[s 2|Sarah Green][c 2|称][q 2|坏]。", {"桑青": "person"}),
        (
            "[s 1|田小禾女士][c 1|称][q 1|好]，马大壮先生在场。[s 2|她][c 2|称][q 2|坏]。",
            {"田小禾": "person", "马大壮": "person"},
        ),
    ],
)
def test_one_speaker(told, speakers, marked, names) -> None:
    assert same(speakers, told(marked, **names))


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[s 1|一名网友][c 1|称][q 1|好]。[s 2|另一名网友][c 2|称][q 2|坏]。", {}),
        ("[s 1|青山公司][c 1|称][q 1|好]。[s 2|有媒体][c 2|称][q 2|坏]。", {"青山公司": "organization"}),
        ("[s 1|青山警方][c 1|称][q 1|好]。[s 2|控方][c 2|称][q 2|坏]。", {"青山": "place"}),
        (
            "[s 1|木兰][c 1|称][q 1|好]。[s 2|木兰云][c 2|称][q 2|坏]。",
            {"木兰": "organization", "木兰云": "organization"},
        ),
        (
            "[s 1|法国][c 1|称][q 1|好]。[s 2|法国外交部][c 2|称][q 2|坏]。",
            {"法国": "place", "法国外交部": "organization"},
        ),
    ],
)
def test_two_speakers(told, speakers, marked, names) -> None:
    assert not same(speakers, told(marked, **names))


@pytest.mark.parametrize(("between", "entities"), [("也", 2), ("", 1)])
def test_another_unnamed_speaker_of_the_same_words(told, between, entities) -> None:
    record = resolve(told(f"[s 1|有网友][c 1|称][q 1|好]。{between}[s 2|有网友][c 2|称][q 2|坏]。"))
    assert len({attribution.speaker for attribution in record.attributions}) == entities


def test_joint_sources_are_one_entity_with_the_wording_as_name(told, speakers) -> None:
    record = resolve(told("[s 1|田小禾和马大壮][c 1|表示]，[q 1|会改]。", 田小禾="person", 马大壮="person"))
    assert speakers(record) == [("田小禾和马大壮", "person")]


def test_a_party_named_in_a_content_is_an_entity_with_its_mentions(told) -> None:
    record = resolve(told("[s 1|木兰][c 1|称]，[q 1|青禾违约，青禾要赔]。", 木兰="organization", 青禾="organization"))
    entity = next(e for e in record.entities if e.name == "青禾")
    assert [record.clean_text(m) for m in entity.mentions] == ["青禾", "青禾"]


def test_an_unsegmented_record_is_refused(told) -> None:
    with pytest.raises(ShuishuoError, match="E405"):
        resolve(told("木兰").with_(segmentation=None))


def test_many_names_of_one_beginning(told) -> None:
    names = {f"青{chr(0x4E00 + i)}{chr(0x5000 + i)}": "person" for i in range(1000)}
    record = told(f"[s 1|木兰][c 1|称]，[q 1|{'，'.join(names)}]。", 木兰="organization", **names)
    assert len(resolve(record).entities) == 1001
