"""How is the XML of a stranger parsed? Without entities, without the network, without nesting that has no end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.read.part import size

if TYPE_CHECKING:
    from lxml.etree import _Element

HARMLESS: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
"""The options of every parser of XML."""


def parsed(data: bytes, *, name: str, what: str, most: int) -> _Element:
    """The root of the tree; InputError where the XML is broken, larger than `most` bytes, nested deeper than 256, or defines entities."""
    from lxml import etree

    if len(data) > most:
        raise InputError(name, f"holds {size(len(data))} of XML, more than {size(most)}; split it")
    parser = etree.XMLParser(**HARMLESS)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"not a readable {what}: broken XML ({said(error)})") from error
    refuse_entities(root, name)
    return root


def refuse_entities(root: _Element, name: str) -> None:
    """Raises InputError where the document of this root defines entities."""
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(name, "its XML defines entities, which no document needs and attacks use; not read")


def said(error: Exception) -> str:
    """What a parser says of its error, on one line."""
    return " ".join(str(error).split())[:200]


def local(element: Any) -> str:
    """The name of an element or attribute without its namespace; "" for what is no element.

    >>> from lxml import etree
    >>> local(etree.fromstring('<a:b xmlns:a="urn:x"/>'))
    'b'
    """
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first(element: _Element | None, name: str) -> _Element | None:
    """The first child of this local name, None where there is none or no element.

    >>> from lxml import etree
    >>> first(etree.fromstring("<a><b/></a>"), "b").tag, first(None, "b")
    ('b', None)
    """
    return next((e for e in element if local(e) == name), None) if element is not None else None


def attribute(element: Any, name: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return str(value)
    return None


def whole(element: Any, name: str, otherwise: int, *, most: int = 9999) -> int:
    """The attribute of this local name as a whole number from 0 to `most`; `otherwise` where it is missing or none.

    >>> from lxml import etree
    >>> whole(etree.fromstring('<a n="7" m="x"/>'), "n", 1), whole(etree.fromstring('<a m="x"/>'), "m", 1)
    (7, 1)
    """
    return number(attribute(element, name), otherwise, most=most)


def number(given: str | None, otherwise: int, *, most: int, digits: int = 9) -> int:
    """A text as a whole number, no more than `most`; `otherwise` where it is none, or has more `digits` than any such number.

    >>> number("70", 1, most=64), number("-1", 1, most=64), number(None, 0, most=64)
    (64, 1, 0)
    """
    return min(int(given), most) if given and given.isdecimal() and len(given) <= digits else otherwise
