"""What can be done with an old Word file? Nothing here: it is named, with the way out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import InputError
from pipeline.read.part import Limits, Part

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """Always raises InputError: no library that is kept up and free reads this format. A .doc that is rtf, docx or html in truth is read as that."""
    if not data.strip():
        raise InputError(name, "the file is empty")
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(name, "not a Word file, though its name says so")
    if _ENCRYPTED in data:
        raise InputError(name, "is encrypted; remove its password")
    raise InputError(name, "an old Office file (.doc, .xls, .ppt); save it as .docx (or: soffice --headless --convert-to docx FILE)")
    yield
