"""Which files does a zip archive hold? Those of known kinds, by sorted name; nothing is ever written under a name that an archive gives."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from pipeline.clean.damage import is_han
from pipeline.errors import InputError
from pipeline.read.encoding import plausibility
from pipeline.read.package import opened, unpacked
from pipeline.read.part import Limits

_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there (with `#2` behind a path that comes twice) and its bytes, or why there are none."""

    path: str
    data: bytes = b""
    problem: str | None = None


def members(held: bytes | Path, *, name: str, limits: Limits, suffixes: Container[str], on_skip: Callable[[str], None] | None = None) -> Iterator[Member]:
    """The files of the archive, one at a time. Hidden ones are left out; those of other suffixes are told to `on_skip`, and so are links.

    Raises InputError where the archive is broken, too large, or holds nothing that can be read.
    """
    seen: Counter[str] = Counter()
    found = False
    with opened(held, name=name, limits=limits, what="zip archive") as container:
        for path, info in sorted(
            ((_name(i), i) for i in container.infolist() if i.filename and not i.filename.endswith("/")), key=lambda pair: (pair[0], pair[1].header_offset)
        ):
            steps = PurePosixPath(path).parts
            if not steps or any(s.startswith((".", "~$")) and s != ".." for s in steps) or "__MACOSX" in steps:
                continue
            if PurePosixPath(path).suffix.lower() not in suffixes or stat.S_ISLNK(info.external_attr >> 16):
                if on_skip:
                    on_skip(f"{name}/{path}")
                continue
            found = True
            seen[path] += 1
            place = path if seen[path] == 1 else f"{path}#{seen[path]}"
            if ".." in steps or path.startswith("/") or ":" in steps[0]:
                yield Member(place.lstrip("/"), problem="its path leads out of the archive; not read")
                continue
            try:
                data = unpacked(container, info, name=f"{name}/{path}", most=limits.max_bytes)
            except InputError as error:
                yield Member(place, problem=error.problem)
            else:
                yield Member(place, data)
    if not found:
        raise InputError(name, "holds no document of a known kind")


def _name(info: ZipInfo) -> str:
    """The path of a member; names without the mark of UTF-8 are tried as UTF-8 and as GB18030, which Chinese systems write."""
    path = info.filename.replace("\\", "/")
    if not info.flag_bits & _UTF8_NAME and not path.isascii():
        try:
            raw = path.encode("cp437")
        except UnicodeEncodeError:
            return path
        for encoding in ("utf-8", "gb18030"):
            try:
                other = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding == "utf-8" or plausibility(other) > 0.3 or all(c.isascii() or is_han(c) for c in other):
                return other.replace("\\", "/")
    return path
