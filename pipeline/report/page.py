"""How does the page become one file? Template, style, scripts and data put together, with a policy that lets nothing else run or load."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Literal

from pipeline.checker.explain_words import WORDS
from pipeline.report.data import page_data
from pipeline.write.schema import COMMITMENTS, VERDICTS, Headers
from pipeline.write.tables import Tables

_HERE = Path(__file__).parent
_STYLES = ("vendor/tabulator_simple.min.css", "assets/page.css", "assets/grid.css", "assets/text.css", "assets/links.css")
_SCRIPTS = (
    "vendor/tabulator.min.js",
    "assets/dom.js",
    "assets/data.js",
    "assets/state.js",
    "assets/words.js",
    "assets/chosen.js",
    "assets/filters.js",
    "assets/grid.js",
    "assets/marks.js",
    "assets/text.js",
    "assets/detail.js",
    "assets/charts.js",
    "assets/diff.js",
    "assets/links.js",
    "assets/print.js",
    "assets/main.js",
)
"""In this order: each uses what stands before it."""

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_UNITS = ("percent", "percentage_point", "times", "rank", "CNY", "USD", "mu", "ha", "jin", "t", "km", "kW", "kWh", "tce", "m2", "km2", "m3")
"""Units that have a word in both languages; others stand as they are."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """`lang` is the language that the page opens in; `as_of` the day (ISO) against which rows are overdue; `first` the view that it opens with."""

    lang: Headers = "en"
    title: str | None = None
    as_of: str | None = None
    first: Literal["table", "links"] = "table"


def page(rows: Tables, options: PageOptions) -> bytes:
    """The report as one HTML file. The same rows and options give the same bytes; nothing is loaded from anywhere."""
    data = page_data(rows)
    words = json.loads(_asset("assets/words.json"))
    titles = {c.name: (c.english, c.chinese) for c in COMMITMENTS.columns}
    data["words"] = titles | words | {key: WORDS[key] for key in (*VERDICTS, *_UNITS)}
    data["options"] = {
        "lang": options.lang,
        "title": options.title,
        "asOf": options.as_of or _newest(rows),
        "first": options.first if data["links"] is not None else "table",
    }
    scripts = [_asset(name) for name in _SCRIPTS]
    styles = [_asset(name) for name in _STYLES]
    policy = f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; base-uri 'none'; form-action 'none'"
    parts = {
        "lang": "zh-CN" if options.lang == "zh" else "en",
        "policy": escape(policy),
        "title": escape(options.title or words["title"][options.lang == "zh"]),
        "styles": "\n".join(f"<style>{s}</style>" for s in styles),
        "scripts": "\n".join(f"<script>{s}</script>" for s in scripts),
        "data": in_script(data),
    }
    filled = _PLACE.sub(lambda mark: parts[mark[1]], _asset("assets/page.html"))  # in one pass: what stands in a text is never a place
    return filled.encode("utf-8", "backslashreplace")  # a lone surrogate becomes a JSON escape


def in_script(value: Any) -> str:
    """A value as JSON that no text in it can end: `<` and the line separators of JavaScript are escaped.

    >>> print(in_script("</script>\\u2028"))
    "\\u003c/script>\\u2028"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hashes(texts: list[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in texts)


def _newest(rows: Tables) -> str | None:
    """The day of the newest document: as of then, what was due before is overdue."""
    return max((str(d["doc_date"]) for d in rows.get("documents", []) if "doc_date" in d), default=None)
