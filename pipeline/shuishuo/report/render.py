"""Rendering: pages to HTML by templates that escape everything, under a policy that runs no script but our own."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from . import words
from .page import Page

_OUR_FILES = "'self' file:"  # the chunks of rows beside a page; `file:` for browsers whose 'self' is no local file


def render_article(page: Page, *, index: str = "", before: str = "", after: str = "") -> str:
    """The page of one article; `index`, `before`, `after` are file names to lead to, empty for none."""
    links = {"index": index, "before": before, "after": after}
    return _render("article", styles=["style.css"], scripts=["script.js"], values={"page": page, **links})


def render_view(name: str, *, scripts: Sequence[str] = (), chunks: Sequence[str] = (), **values: Any) -> str:
    """The page about many articles made by the template `name`, with our `scripts` in it.

    `chunks` are the script files of rows that it loads from beside itself; `values` are what the template shows.
    """
    return _render(name, styles=["style.css", "views.css"], scripts=scripts, chunks=chunks, values=values)


def _render(
    name: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    chunks: Sequence[str] = (),
    values: Mapping[str, Any],
) -> str:
    own = {"styles": [_own(style) for style in styles], "scripts": [_own(script) for script in scripts]}
    style_hashes, script_hashes = (" ".join(f"'{_hash(text)}'" for text in texts) for texts in own.values())
    allowed = " ".join(filter(None, (_OUR_FILES if chunks else "", script_hashes))) or "'none'"
    policy = f"default-src 'none'; style-src {style_hashes}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    template = _environment().get_template(f"{name}.html.j2")
    return template.render(**own, chunks=chunks, policy=policy, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shuishuo.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words)
    environment.filters["percent"] = lambda share: f"{100 * share:.1f}"
    return environment


@cache
def _own(name: str) -> Markup:
    """A file of ours that goes into the page as it is."""
    text = (files("shuishuo.report") / "templates" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 -- shipped with the package, no part of it comes from a user


def _hash(text: str) -> str:
    """The source expression by which a content security policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
