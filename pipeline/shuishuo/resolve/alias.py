"""Which names are one: short and full forms of persons and organisations."""

import re

from .lexicon import Lexicon

_PARTS = re.compile(r"[·•・\-\s]+")
# The one-character form of an organisation's last word, where that is not its own first character.
_ENDINGS = {"委员会": "委", "交易所": "所", "大学": "大", "法院": "院", "检察院": "检", "协会": "协", "公司": "司"}


_PLACE_MARK = re.compile(r"[省市县区]|自治[州区县]|联合|监督管理")
_LEGAL = re.compile(r"(?:股份)?(?:有限|有限责任)?公司$|集团$|集团公司$")


def name_parts(name: str) -> list[str]:
    """The parts of a transliterated or Latin name (汤姆·格林)."""
    return [part for part in _PARTS.split(name) if part]


def same_person(short: str, full: str) -> bool:
    """Whether `short` names the person `full`: one part of a transliterated name, its Latin family name, or the family
    name of a name of four characters (岸田 and 岸田文雄); 小布什 is 布什.
    """
    parts, mine = name_parts(full), name_parts(short)
    if len(parts) == 1 and len(full) > len(short) > 1:
        latin = short.isascii() and len(short) > 3 and full.endswith(short)
        return latin or (len(full) == 4 and len(short) == 2 and full.startswith(short)) or full == f"小{short}"
    if len(parts) > 1 and mine:
        return parts[-len(mine) :] == mine or (len(mine) == 1 and mine[0] in parts and len(mine[0]) > 1)
    return False


def same_organization(short: str, full: str, lexicon: Lexicon) -> bool:
    """Whether `short` names the organisation `full`: its beginning or end without the usual words, or an abbreviation.

    顺丰 and 顺丰速运（集团）有限公司 are one, 教育部 and 中华人民共和国教育部, 深交所 and 深圳证券交易所;
    阿里 and 阿里云 are not, nor 中国 and 中国外交部.
    """
    if short == full or len(short) < 2:
        return short == full
    if full in lexicon.aliases.get(short, ()):
        return True
    if not all(char in full for char in short):
        return False
    if short in lexicon.countries:
        return full.removeprefix(short) in ("政府", "当局", "共和国", "方面", "官方")
    if full.startswith(short):
        return lexicon.only_suffixes(full[len(short) :])
    if full.endswith(short) and len(short) > 2:
        return True
    if _PLACE_MARK.sub("", short) == _PLACE_MARK.sub("", full):
        return True
    return _abbreviates(short, full, lexicon)


def _abbreviates(short: str, full: str, lexicon: Lexicon) -> bool:
    """Whether the characters of `short` stand in `full` in order, first for first, last within its last word."""
    full = _LEGAL.sub("", full) or full
    if len(short) > 6 or len(full) < len(short) + 2 or short[0] != full[0]:
        return False
    if not full.endswith(short[-2:]):
        head, _ = lexicon.head(full)
        last = head[:1]
        for ending, char in _ENDINGS.items():
            if full.endswith(ending):
                head, last = ending, char
        if not head or short[-1] not in (last, full[-1]):
            return False
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    return True
