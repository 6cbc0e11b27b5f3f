"""Which leftovers of HTML and Markdown stand in a plain text? Tags, entities, footnote marks, link targets, emphasis marks.

Struck-out text stays marked, by ⸨ ⸩ for the tags `<s>`, `<del>`, `<strike>` (a `>` before a number would be a comparison) and by `~~`:
what stands between is text, but no longer holds; see `struck`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pipeline.clean.step import Step
from pipeline.text import AlignedText, Edit

# &nbsp; &ldquo; &#160; &#x3000; — only with their semicolon, so that "R&D" and "AT&T; " stay
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")

_BREAKING = "br|p|div|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|h[1-6]|hr|section|article|blockquote|pre|header|footer|nav|center|form"
_INLINE = "a|abbr|b|big|cite|code|em|font|i|img|input|ins|kbd|label|mark|meta|link|o:p|q|small|span|strong|sub|sup|td|th|tt|u|var|body|html|head"
_TAG = re.compile(
    r"<!--(?P<comment>[^<>]{0,2000})-->"
    # <sup id="fnr29"><a href="#fn29">29</a></sup>: the number of a footnote, glued to the word before it
    r"|(?P<note><sup\b[^<>]{0,200}>\s?(?:<a\b[^<>]{0,300}>[\[(]?[0-9]{1,3}[\])]?</a>|(?<!m>)(?<!m<sup>)[\[(]?[0-9]{2,3}[\])]?)\s?</sup>)"
    r"|<(?P<hidden>script|style)\b[^<>]{0,300}>[^<]{0,20000}</(?P=hidden)>"
    r"|(?P<strike><(?:s|del|strike)(?:\s[^<>]{0,300})?>)|(?P<unstrike></(?:s|del|strike)>)"
    # the cells of a table row on one line each: <tr> <td>a</td> <td>b</td> </tr>
    r"|(?P<row><tr(?:\s[^<>]{0,300})?>\s{0,200}(?=<t[dh]))|(?P<cell><t[dh](?:\s[^<>]{0,300})?>\s{0,200})"
    r"|(?P<close></t[dh]>(?:\s{0,200}(?=<t[dh\s]|</tr))?)|(?P<last></tr>)"
    rf"|</?(?P<name>{_BREAKING}|{_INLINE})(?:\s[^<>]{{0,600}})?/?>",
    re.IGNORECASE,
)
_MARKS = {"row": "\n", "cell": "| ", "close": " ", "last": "|\n", "strike": "⸨", "unstrike": "⸩"}
_BREAK_NAME = re.compile(rf"(?:{_BREAKING})\Z", re.IGNORECASE)

_MARKDOWN = re.compile(
    r"(?=[\[!{*_])(?:(?P<note>\[\^[^\]\s]{1,20}\](?!:))"
    r"|(?P<image>!\[[^\]\n]{0,200}\]\([^()\s]{1,500}\))"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\((?:https?:|mailto:|/|#|\.)[^()\s]{0,500}\)"
    # {: .from} {:toc} of kramdown
    r"|(?P<attribute>\{:[^{}\n]{0,100}\})"
    r"|(?P<strong>\*\*|(?<![0-9A-Za-z_])__(?=[0-9A-Za-z])|(?<=[0-9A-Za-z.:])__(?![0-9A-Za-z_])))"
)

_STRUCK = re.compile(r"⸨(?P<a>[^⸨⸩]{0,2000})⸩|~~(?P<b>[^~\n]{1,2000})~~")


def _entities(aligned: AlignedText) -> AlignedText:
    edits = []
    for m in _ENTITY.finditer(aligned.text):
        new = unescape(m[0])
        if new != m[0] and "\x00" not in new:
            edits.append(Edit(m.start(), m.end(), new))
    return aligned.apply(edits)


def _tags(aligned: AlignedText) -> AlignedText:
    edits = []
    for m in _TAG.finditer(aligned.text):
        new = _MARKS.get(m.lastgroup or "", "")
        if m["name"] and _BREAK_NAME.match(m["name"]):
            new = "\n"
        edits.append(Edit(m.start(), m.end(), new))
    return aligned.apply(edits)


def _markdown(aligned: AlignedText) -> AlignedText:
    def edits() -> Iterator[Edit]:
        for m in _MARKDOWN.finditer(aligned.text):
            if m["label"] is None:
                yield Edit(m.start(), m.end())
            else:
                yield Edit(m.start(), m.start("label"))
                yield Edit(m.end("label"), m.end())

    return aligned.apply(edits())


def struck(text: str) -> list[tuple[int, int]]:
    """The stretches of a clean text that are struck out, without their marks.

    >>> text = "reach ⸨40⸩ 50 percent"
    >>> [text[a:b] for a, b in struck(text)]
    ['40']
    """
    if "⸨" not in text and "~~" not in text:
        return []
    return [m.span("a") if m["a"] is not None else m.span("b") for m in _STRUCK.finditer(text)]


ENTITIES = Step("entities", frozenset("&"), _entities)
TAGS = Step("tags", frozenset("<"), _tags)
MARKDOWN = Step("markdown", frozenset("[*_{"), _markdown)
