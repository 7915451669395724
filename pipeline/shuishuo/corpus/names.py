"""Names in our corpus: none of a real company or politician, and none of ours in two stories."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ..document import Document, Entity
from ..resources import lexicon_rows
from .runs import simplified

_SHORTEST = {"person": 3, "organization": 4, "product": 3}  # characters; 张某, 校方 and 业委会 are nobody's own
_UNNAMED = tuple("一两多某该各数几有")  # an organization described, not named: 一家公司, 某平台, 多家媒体
_KINDS = ("部门", "机构", "单位", "方面")  # what such an organization is, not what it is called: 财政部门
_LEVELS = ("", "省", "市", "县", "区", "州", "镇", "乡", "当地")  # 市教育局 is called so everywhere
_HONORED = ("某", "某某", "先生", "女士", "小姐", "太太", "师傅", "老师", "同学", "医生", "阿姨", "大爷", "生", "太")


def blocklist() -> dict[str, str]:
    """The names that must not occur, each with its kind. Raises ShuishuoError E401 where the list is missing."""
    return {row["name"]: row["kind"] for row in lexicon_rows("blocklist.tsv")}


def blocked(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that a text holds, in either script."""
    folded = simplified(text)
    return [name for name in names if simplified(name) in folded]


def reused(documents: Iterable[Document], stories: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names in more than one story: (name, article, an article of another story that has it too), once a name.

    `stories` maps article ids to stories. General names (countries, 市教育局, 张先生) may recur.
    """
    holders: dict[str, dict[str, str]] = defaultdict(dict)  # name → story → its first article
    for document in documents:
        for entity in document.entities:
            if is_own(entity):
                holders[simplified(entity.name)].setdefault(stories[document.id], document.id)
    for name, articles in holders.items():
        if len(articles) > 1:
            first, second = list(articles.values())[:2]
            yield name, second, first


def is_own(entity: Entity) -> bool:
    """Whether an entity's name belongs to it alone, so that a second story with it would be about the same one."""
    name = simplified(entity.name)
    shortest = _SHORTEST.get(entity.kind)
    if shortest is None or len(name) < shortest:  # the names of other kinds are descriptions
        return False
    if entity.kind == "person":
        return not any(len(name) - len(end) <= 2 and name.endswith(end) for end in _HONORED)
    return not (name.startswith(_UNNAMED) or name.endswith(_KINDS) or name in _general())


@cache
def _general() -> frozenset[str]:
    """Names that many bear: countries, public bodies at any level, and kinds of organizations."""
    words = {row["head"] for row in lexicon_rows("heads.tsv")} | {row["noun"] for row in lexicon_rows("actors.tsv")}
    words |= {cell for row in lexicon_rows("countries.tsv") for cell in row.values()}
    words |= {row["word"] for row in lexicon_rows("name_words.tsv") if row["list"] == "official_head"}
    return frozenset(level + word for level in _LEVELS for word in words)
