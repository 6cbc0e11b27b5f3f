"""What does a reader give, and how much may it take? The documents of one file with what its format says about them; limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from pipeline.errors import InputError
from pipeline.types import Lang


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an input may be before it is a problem rather than a document.

    `max_bytes`: a file, a member of an archive, or one row of a table (`--max-bytes`). The others guard what is packed:
    `max_members` files in an archive, `max_unpacked` times `max_bytes` for all of them together, and for each of more than
    `small` bytes at most `max_ratio` bytes for every byte that is stored. XML grows about tenfold in memory, so an XML file
    (of a docx, odt, or on its own) may have at most `max_xml` bytes.
    """

    max_bytes: int = 100_000_000
    max_members: int = 100_000
    max_unpacked: int = 20
    max_ratio: int = 200
    small: int = 10_000_000
    max_xml: int = 50_000_000


def limits_of(max_bytes: int | None) -> Limits:
    """The limits with this size of a file; None leaves it as it is.

    >>> limits_of(1000).max_bytes, limits_of(None).max_bytes
    (1000, 100000000)
    """
    return Limits(max_bytes) if max_bytes else Limits()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file. `name` is added to the file's id (`#zh`); `pages` are the offsets where pages begin.

    `title` and `doc_date` come from beside the text (meta tags) and hold only where the text itself says none.
    """

    text: str
    name: str = ""
    lang: Lang | None = None
    title: str | None = None
    doc_date: str | None = None
    encoding: str | None = None
    pages: tuple[int, ...] | None = None


class Reader(Protocol):
    """A module that reads one kind of file."""

    def parts(self, data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
        """The documents in these bytes; raises InputError, naming `name`, where they are broken, empty or too large."""


def of_lines(lines: Iterable[str], *, name: str) -> Part:
    """The only document of a file, given its lines; InputError, naming `name`, where they say nothing."""
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise InputError(name, "holds no text (only pictures?); if it is a scan, run OCR over it first")
    return Part(text + "\n")


def bounded(file: BinaryIO, *, name: str, most: int) -> bytes:
    """The bytes of an open file; InputError, naming `name`, where it has more than `most`."""
    data = file.read(most + 1)
    if len(data) > most:
        raise InputError(name, f"is larger than {size(most)}; raise --max-bytes, or split it")
    return data


def size(number: int) -> str:
    """A number of bytes for people.

    >>> size(100_000_000), size(2048)
    ('100 MB', '2.05 kB')
    """
    for unit, scale in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= scale:
            return f"{number / scale:.3g} {unit}"
    return f"{number} bytes"
