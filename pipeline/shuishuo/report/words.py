"""Words: what the pages call things, in Chinese; the English term stands beside it where it is the field's own."""

KIND = {
    "person": "人物",
    "organization": "机构",
    "anonymous": "匿名",
    "document": "文件",
    "product": "产品",
}
TYPE = {"direct": "直接", "indirect": "间接", "mixed": "混合"}
STANCE = {"favor": "支持", "against": "反对", "neutral": "中立"}
SIGN = {"favor": "▲", "against": "▼", "neutral": "●"}  # a sign as well as a colour: not everybody sees colours
REPAIR = {
    "pinyin-splice": "拼音混入",
    "byte-shift": "字节错位",
    "mojibake": "乱码",
    "entity": "网页实体",
    "tag": "网页标记",
    "invisible": "不可见字符",
    "line-end": "换行符",
    "blank": "空白",
    "quotation": "引号",
    "headline": "标题重复",
    "boilerplate": "站点套话",
    "width": "全角字母数字",
    "punctuation": "标点",
    "script": "繁转简",
}
CAUSE = {
    "left boundary": "左边界",
    "right boundary": "右边界",
    "inner boundary": "分段",
    "split": "拆开",
    "merged": "并入",
    "wrong source": "来源错",
    "wrong cue": "引语动词错",
    "wrong type": "类型错",
    "wrong speaker": "说话人错",
    "wrong kind": "说话人类别错",
    "stance flip": "立场颠倒",
    "wrong label": "立场标错",
    "missed target": "漏对象",
    "spurious target": "多对象",
    "not found": "未找到",
    "noise": "误报",
}
FIGURE = {
    "detection F1": "引述识别",
    "detection precision": "查准",
    "detection recall": "查全",
    "content exact F1": "内容全等",
    "content overlap F1": "内容重合",
    "cue exact F1": "引语动词全等",
    "source exact F1": "来源全等",
    "type accuracy": "类型正确率",
    "speaker accuracy": "说话人正确率",
    "speaker kind accuracy": "说话人类别正确率",
    "quote+speaker F1": "引述＋说话人",
    "target F1": "立场对象",
    "stance favor F1": "支持",
    "stance against F1": "反对",
    "stance neutral F1": "中立",
    "stance macro-F1": "立场宏平均",
    "stance tuple F1": "立场四元组",
}
GROUPING = {
    "quote type": "引述类型",
    "cue position": "引语动词位置",
    "speaker kind": "说话人类别",
    "source form": "来源形式",
}
GROUP = {
    **TYPE,
    **KIND,
    "unknown": "未知",
    "before": "内容前",
    "inside": "内容中",
    "after": "内容后",
    "none": "无",
    "explicit": "写明",
    "pronoun": "代词",
    "left out": "省略",
}
SPEAKERS = {
    "speaker, by name": "称名",
    "speaker, by description": "描述",
    "speaker, by pronoun": "代词",
    "speaker, left out": "省略",
    "speaker B3 precision": "同一说话人 B³ 查准",
    "speaker B3 recall": "同一说话人 B³ 查全",
    "speaker B3 F1": "同一说话人 B³",
}
SIDE = {"paired": "对上了但有出入", "missed": "漏检", "spurious": "误报"}
SPLIT = {"train": "训练", "dev": "开发", "test": "测试"}
