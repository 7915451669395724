from shuishuo.record import Entity
from shuishuo.resolve.linking import group_entities


def entity(number: int, name: str, kind: str, link: str = "") -> Entity:
    return Entity(id=f"e{number}", name=name, name_clean=name, kind=kind, link=link)


def corpus(told, *articles):
    return [
        told("无事。").with_(id=f"a{number}", entities=tuple(entity(i, *row) for i, row in enumerate(rows, 1)))
        for number, rows in enumerate(articles, 1)
    ]


def test_equal_names_of_one_kind_are_a_group(told) -> None:
    groups = group_entities(corpus(told, [("青禾速运公司", "organization")], [("青禾速运公司", "organization")]))
    assert [(g.name, [m.article for m in g.members]) for g in groups] == [("青禾速运公司", ["a1", "a2"])]
    assert 0 < groups[0].confidence < 1


def test_a_shared_organization_makes_a_person_surer(told) -> None:
    alone = group_entities(corpus(told, [("田小禾", "person")], [("田小禾", "person")]))[0]
    rows = [("田小禾", "person"), ("青禾速运公司", "organization")]
    together = next(g for g in group_entities(corpus(told, rows, rows)) if g.kind == "person")
    assert together.confidence > alone.confidence


def test_a_group_of_one_is_sure(told) -> None:
    assert [g.confidence for g in group_entities(corpus(told, [("田小禾", "person")]))] == [1.0]


def test_the_users_id_joins_different_names(told) -> None:
    groups = group_entities(corpus(told, [("木兰", "organization", "Q1")], [("木兰网络", "organization", "Q1")]))
    assert [(g.name, g.link, g.confidence, len(g.members)) for g in groups] == [("木兰网络", "Q1", 1.0, 2)]


def test_the_unnamed_stay_out(told) -> None:
    rows = [("一名员工", "anonymous"), ("王女士", "person"), ("有媒体", "organization"), ("警方", "organization")]
    assert group_entities(corpus(told, rows, rows)) == []


def test_the_same_name_of_two_kinds_is_two_groups(told) -> None:
    groups = group_entities(corpus(told, [("木兰禾", "person")], [("木兰禾", "organization")]))
    assert sorted(g.kind for g in groups) == ["organization", "person"]
