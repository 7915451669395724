"""Two invented articles with their annotations, written out as a corpus."""

from pathlib import Path

from shuishuo.corpus import build_index, write_index

KILN = """窑厂停火三天 镇上议论不一
桐荫窑厂表示，窑顶的裂缝已经补好，下周一重新点火。
窑工老魏说：“裂缝早就有了😀。”他还称，厂里“没有一句准话”。
"""
KILN_GOLD = """# doc: kiln
# entities
e1 | organization | 桐荫窑厂
e2 | person | 窑工老魏
# attributions
a1 | indirect | e1 | -
a2 | direct | e2 | e1=neutral
a3 | mixed | e2 | e1=against
# text
<s a1>桐荫窑厂</s><c a1>表示</c>，<q a1>窑顶的裂缝已经补好，下周一重新点火</q>。
<s a2>窑工老魏</s><c a2>说</c>：“<q a2>裂缝早就有了😀</q>。”<s a3>他</s>还<c a3>称</c>，<q a3>厂里“没有一句准话”</q>。
"""
BRIDGE = """渡口改橋 船家憂生計
泊雲渡輪公司指出，新橋通車後仍會保留早晚兩班船。
“誰還坐船呢？”船家卜友田問。
"""
BRIDGE_GOLD = """# doc: bridge
# entities
e1 | organization | 泊雲渡輪公司
e2 | person | 卜友田
# attributions
a1 | indirect | e1 | -
a2 | direct | e2 | -
# text
<s a1>泊雲渡輪公司</s><c a1>指出</c>，<q a1>新橋通車後仍會保留早晚兩班船</q>。
“<q a2>誰還坐船呢？</q>”<s a2>船家卜友田</s><c a2>問</c>。
"""
ROWS = [
    {
        "id": "kiln",
        "title": "窑厂停火三天 镇上议论不一",
        "published": "2024-03-05",
        "kind": "labour",
        "script": "S",
        "story": "s1",
    },
    {
        "id": "bridge",
        "title": "渡口改橋 船家憂生計",
        "published": "2024-04-01",
        "kind": "hk",
        "script": "T",
        "story": "s2",
    },
]


def write_corpus(root: Path) -> None:
    for name, text, gold in (("kiln", KILN, KILN_GOLD), ("bridge", BRIDGE, BRIDGE_GOLD)):
        write(root / "raw" / f"{name}.txt", text)
        write(root / "gold" / "annotations" / f"{name}.txt", gold)
    reindex(root)


def reindex(root: Path) -> None:
    write_index(build_index(ROWS, root), root / "index.jsonl")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
