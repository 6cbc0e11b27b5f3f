"""Which texts does a translation memory (.tmx, or .xml that is one) hold? One document a language: FILE#zh, FILE#en."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.read.part import Limits, Part, size
from pipeline.read.table import given_lang
from pipeline.read.tree import HARMLESS, attribute, first, local, refuse_entities, said
from pipeline.types import Lang

if TYPE_CHECKING:
    from lxml.etree import _Element

_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))  # formatting codes of the tool that wrote it; what `hi` and `sub` hold is text


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The Chinese and the English text, a line for each segment, in the order of the file; other languages are passed over.

    Read unit by unit, so that only the text is held. A unit with two Chinese variants (zh-CN, zh-TW) gives the first.
    """
    from lxml import etree

    if len(data) > limits.max_bytes:
        raise InputError(name, f"has {size(len(data))}, more than {size(limits.max_bytes)}; raise --max-bytes, or split it")
    if not data.strip():
        raise InputError(name, "the file is empty")
    texts: dict[Lang, list[str]] = {"zh": [], "en": []}
    seen: set[str] = set()
    root = None
    try:
        events: Iterator[tuple[str, Any]] = etree.iterparse(io.BytesIO(data), events=("start", "end"), **HARMLESS)
        for event, element in events:
            if root is None:
                root = element
                if local(element) != "tmx":
                    raise InputError(name, f"XML of a kind that is not read (<{local(element)}>; only TMX is); save it as .txt or .html")
                refuse_entities(element, name)
            if event == "end" and local(element) == "tu":
                _unit(element, texts, seen)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"broken XML ({said(error)})") from error
    if not any(texts.values()):
        raise InputError(name, f"a translation memory without Chinese or English segments (it has {', '.join(sorted(seen)[:8]) or 'none'})")
    for lang, segments in texts.items():
        if segments:
            yield Part("\n".join(segments) + "\n", f"#{lang}", lang=lang)


def _unit(unit: _Element, texts: dict[Lang, list[str]], seen: set[str]) -> None:
    done: set[Lang] = set()
    for variant in unit:
        if local(variant) != "tuv":
            continue
        code = attribute(variant, "lang") or ""
        lang = given_lang(code)
        if len(seen) < 100:
            seen.add(code)
        segment = first(variant, "seg")
        if lang is None or lang in done or segment is None:
            continue
        text = " ".join(_text(segment).split())
        if text:
            texts[lang].append(text)
            done.add(lang)


def _text(element: _Element) -> str:
    out = [element.text or ""]
    for child in element:
        tag = local(child)
        if tag and tag not in _CODES:
            out.append(_text(child))
        out.append(child.tail or "")
    return "".join(out)
