"""Rendering: pages to HTML by templates that escape everything, under a policy that runs no script but our own."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..evaluate import Report
from . import words
from .page import Page


def render_article(page: Page, *, index: str = "", before: str = "", after: str = "") -> str:
    """The page of one article; `index`, `before`, `after` are file names to lead to, empty for none."""
    template = _environment().get_template("article.html.j2")
    return template.render(page=page, index=index, before=before, after=after)


def render_index(entries: Sequence[tuple[str, Page]], outcome: Report | None) -> str:
    """The page that lists all articles (file name and page each), with the figures of `outcome` where there is one."""
    return _environment().get_template("index.html.j2").render(entries=entries, outcome=outcome)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shuishuo.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _own("style.css"), _own("script.js")
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    environment.globals.update(style=style, script=script, policy=policy, words=words)
    environment.filters["percent"] = lambda share: f"{100 * share:.1f}"
    return environment


def _own(name: str) -> Markup:
    """A file of ours that goes into the page as it is."""
    text = (files("shuishuo.report") / "templates" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 -- shipped with the package, no part of it comes from a user


def _hash(text: str) -> str:
    """The source expression by which a content security policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
