"""Which files do the inputs of a command stand for, and what is each of them called?"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read and the id it goes by; `problem` where there is no such file."""

    path: Path
    doc_id: str
    problem: str | None = None


def sources(inputs: Iterable[str | Path], *, suffixes: Container[str], on_skip: Callable[[str], None] | None = None) -> Iterator[Source]:
    """The files of the inputs, in their order; those of a folder sorted, recursive, hidden files left out.

    Of a folder only files with one of `suffixes` are taken; the others are told to `on_skip`, and so are symbolic links that lead
    out of it. A file named itself is always taken. A file that comes twice is taken once; two files of one name get as much of
    their path as tells them apart, whatever the order of the inputs.
    """
    given = list(inputs)
    found = (s for item in given for s in _of(item, suffixes, on_skip))
    if len(given) == 1 and not glob.has_magic(str(given[0])):
        yield from found
        return
    yield from _distinct(list(found))


def _of(item: str | Path, suffixes: Container[str], on_skip: Callable[[str], None] | None) -> Iterator[Source]:
    name = str(item)
    if name == STDIN:
        yield Source(Path(STDIN), "stdin")
        return
    path = Path(item)
    try:
        if path.is_dir():
            yield from _folder(path, path, Path(os.path.realpath(path)), suffixes, on_skip)
        elif path.exists():
            yield Source(path, _readable(path.name))
        elif glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))
            if not matches:
                yield Source(path, name, f"no file matches {name}")
            for match in matches:
                if os.path.isfile(match) or (os.path.isdir(match) and "**" not in name):
                    yield from _of(Path(match), suffixes, on_skip)
        else:
            yield Source(path, _readable(path.name or name), "there is no such file or folder")
    except OSError as error:
        yield Source(path, _readable(path.name or name), f"cannot be opened ({error.strerror or error})")


def _folder(folder: Path, root: Path, real_root: Path, suffixes: Container[str], on_skip: Callable[[str], None] | None) -> Iterator[Source]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield Source(folder, folder.relative_to(root).as_posix(), f"the folder cannot be read ({error.strerror or error})")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        path = Path(entry.path)
        if entry.is_symlink() and (entry.is_dir() or not Path(os.path.realpath(path)).is_relative_to(real_root)):
            if on_skip:
                on_skip(entry.path)
        elif entry.is_dir():
            yield from _folder(path, root, real_root, suffixes, on_skip)
        elif path.suffix.lower() in suffixes and entry.is_file():
            yield Source(path, _readable(path.relative_to(root).as_posix()))
        elif on_skip:
            on_skip(entry.path)


def _readable(name: str) -> str:
    """A file name as text that can be written: bytes that are no UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _distinct(found: list[Source]) -> Iterator[Source]:
    """Each file once, ids made unique."""
    best: dict[str, Source] = {}
    for source in found:
        real = source.doc_id if str(source.path) == STDIN else os.path.realpath(source.path)
        known = best.get(real)
        if known is None:
            best[real] = source
        elif (len(source.doc_id), source.doc_id) > (len(known.doc_id), known.doc_id):
            best[real] = replace(source, path=known.path)
    count = Counter(s.doc_id for s in best.values())
    longer: dict[str, str] = {}
    for doc_id, n in count.items():
        if n > 1:
            group = [real for real, s in best.items() if s.doc_id == doc_id]
            longer.update(_told_apart(group))
    for real, source in best.items():
        yield replace(source, doc_id=longer.get(real, source.doc_id))


def _told_apart(paths: list[str]) -> dict[str, str]:
    """For each path the shortest end of it that no other path has."""
    parts = {p: Path(p).parts for p in paths}
    depth = 2
    while True:
        ends = {p: "/".join(part.strip("/\\") for part in ps[-depth:]).lstrip("/") for p, ps in parts.items()}
        if len(set(ends.values())) == len(ends) or depth > max(map(len, parts.values())):
            return ends
        depth += 1
