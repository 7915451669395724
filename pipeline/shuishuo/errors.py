"""Errors with a code, a cause and the next step: one table, from which `shuishuo explain` and the docs are made."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What a code means (`cause`) and what the user can do about it (`remedy`)."""

    cause: str
    remedy: str


CODES: dict[str, Explanation] = {
    # E1..: input that cannot become a record; the article is quarantined under this code.
    "E101": Explanation(
        cause="The file could not be read.",
        remedy="Check that it exists and that you may read it.",
    ),
    "E102": Explanation(
        cause="The bytes are not text in any encoding that is tried (UTF-8, UTF-16, GB18030, Big5).",
        remedy="Convert the file to UTF-8, or name its encoding with --encoding.",
    ),
    "E103": Explanation(
        cause="The article holds no text.",
        remedy="Leave it out, or check how it was extracted.",
    ),
    "E104": Explanation(
        cause="No article text was found in the HTML page.",
        remedy="Save the article's own page, or extract its text yourself and pass it as .txt.",
    ),
    "E105": Explanation(
        cause="A line of the .jsonl file is not a JSON object.",
        remedy="Write one JSON object a line, in UTF-8.",
    ),
    "E106": Explanation(
        cause="A row lacks `id` or `text`, or one of its fields has the wrong type.",
        remedy="Give every row a string `id` and a string `text`; `title`, `url` and `published` are optional strings.",
    ),
    "E107": Explanation(
        cause="Two articles of one run have the same id.",
        remedy="Rename one: a file's id is its name without the ending, a row's its `id`.",
    ),
    "E108": Explanation(
        cause="The text holds characters that no encoding can write (lone surrogates).",
        remedy="Repair the program that made the file; it cut a character in two.",
    ),
    # E2..: wrong use.
    "E201": Explanation(
        cause="A path holds no article: not a .txt, .html or .jsonl file, nor a folder with such files.",
        remedy="Name a file with one of these endings, a folder, or - for standard input.",
    ),
    "E202": Explanation(
        cause="No such error code.",
        remedy="Run `shuishuo explain` without a code to list them all.",
    ),
    "E203": Explanation(
        cause="A value in params.yaml is missing or of the wrong type.",
        remedy="Compare the file with the one in the repository.",
    ),
    "E204": Explanation(
        cause="The encoding named with --encoding is unknown.",
        remedy="Use a name that Python knows, such as utf-8, gb18030 or big5.",
    ),
    "E206": Explanation(
        cause="The list of entities given with --entities breaks its form.",
        remedy="Give every row an `id`, a `name`, a `kind` and optional `aliases`; each id and each name only once.",
    ),
    # E3..: a record or annotation file that breaks its own rules.
    "E301": Explanation(
        cause="A span's text differs from the article's text at its offsets.",
        remedy="The file was edited, or its offsets do not count Unicode code points of `raw`; make it anew.",
    ),
    "E302": Explanation(
        cause="A record lacks a field, or a field has the wrong type or value.",
        remedy="Validate the file against the published JSON Schema (`shuishuo schema`).",
    ),
    "E303": Explanation(
        cause="A record was written by a newer version of the format.",
        remedy="Upgrade shuishuo, or write the record with this version.",
    ),
    "E304": Explanation(
        cause="An annotation file breaks the form of the guidelines.",
        remedy="Mend the line named in the message.",
    ),
    "E305": Explanation(
        cause="Gold and predictions are not about the same articles.",
        remedy="Every id of the gold file must be among the predictions, with the same text.",
    ),
    "E306": Explanation(
        cause="The corpus index, or a row it is made from, breaks its form.",
        remedy="Build corpus/index.jsonl anew from complete rows.",
    ),
    "E307": Explanation(
        cause="A file of another annotation format does not hold what an annotation needs.",
        remedy="Compare it with a file that shuishuo wrote in this format.",
    ),
    "E308": Explanation(
        cause="An article or its annotation cannot be written in another annotation format.",
        remedy="Leave it out, or choose a format that can hold it; the message says what stands in the way.",
    ),
    # E4..: the program's own files, or a broken promise.
    "E401": Explanation(
        cause="A model file is missing or is not the one that was published.",
        remedy="Install the package again; its files carry SHA-256 sums that did not match.",
    ),
    "E402": Explanation(
        cause="Articles went missing: input is not output plus quarantine.",
        remedy="This is a fault of the program. Please report it with the ids named.",
    ),
    "E403": Explanation(
        cause="More articles were quarantined than params.yaml allows.",
        remedy="Read the quarantine file; mend the input or raise `quarantine.share`.",
    ),
    "E404": Explanation(
        cause="An output could not be written.",
        remedy="Check that the folder exists, that you may write there and that the disk is not full.",
    ),
    "E405": Explanation(
        cause="A stage was run on a record that lacks what the stage needs.",
        remedy="Run the stages in order: repair, segment, attribute, resolve, stance.",
    ),
    "E406": Explanation(
        cause="The program failed on this article.",
        remedy="This is a fault of the program. Please report it with the article and the detail given.",
    ),
}


class ShuishuoError(Exception):
    """An error that a user can act on.

    `code` is a key of CODES; `detail` says which file, line or value. `str()` gives code, cause, detail and remedy.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        entry = CODES[code]
        super().__init__(f"{code}: {entry.cause}{f' ({detail})' if detail else ''} {entry.remedy}")
