"""Is this the same run? What a run reads, with which options and which version of the program."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.lexicon import FOLDER

FORMAT = 1
"""Version of the manifest and the parts themselves."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The options of a run and the files it reads; `files` is called only when the manifest is written or checked."""

    options: Mapping[str, Any]
    files: Callable[[], Iterable[Path]]

    NAME = "manifest.json"

    @staticmethod
    def path(folder: Path) -> Path:
        """Where the manifest lies in a folder of parts."""
        return folder / Manifest.NAME

    def write(self, folder: Path) -> None:
        """Write the manifest, whole or not at all, with the sha256 of every input."""
        inputs = [described(path) for path in self.files()]
        content = {"format": FORMAT, "version": program_version(), "options": dict(self.options), "inputs": inputs}
        new = folder / "manifest.new"
        new.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace")
        sync(new)
        new.replace(self.path(folder))
        sync_folder(folder)

    def check(self, folder: Path) -> None:
        """Raise ConfigurationError, naming what differs, unless the manifest in the folder is that of the same run."""
        try:
            there = json.loads(self.path(folder).read_text(encoding="utf-8"))
            options, inputs = there["options"], {i["path"]: i for i in there["inputs"]}
        except (ValueError, KeyError, TypeError) as error:
            raise refused(folder, "its manifest cannot be read") from error
        if there.get("format") != FORMAT or there.get("version") != program_version():
            raise refused(folder, "it was begun by another version of the program")
        for name in dict.fromkeys((*options, *self.options)):
            mine = json.loads(json.dumps(self.options.get(name)))
            if options.get(name) != mine:
                raise refused(folder, f"it was begun with another {name}: {shown(options.get(name))}, now {shown(mine)}")
        now = [str(p) for p in self.files()]
        if changed := sorted(set(now) ^ set(inputs)):
            raise refused(folder, f"the inputs changed: {changed[0]} {'is new' if changed[0] in now else 'is gone'}{more(len(changed))}")
        if differing := [name for name in now if not same(inputs[name])]:
            raise refused(folder, f"the inputs changed: {differing[0]} is not what it was{more(len(differing))}")
        if now != list(inputs):
            raise refused(folder, "the order of the inputs changed")


def refused(folder: Path, why: str) -> ConfigurationError:
    """The error that says why a run cannot go on, and what can be done."""
    return ConfigurationError(f"--resume: {why}; run without --resume to begin anew ({folder} is then replaced)")


def shown(value: object) -> str:
    """An option's value in a message."""
    return "none" if value is None else " ".join(map(str, value)) if isinstance(value, list) else str(value)


def more(count: int) -> str:
    """How many others there are."""
    return f" (and {count - 1} more)" if count > 1 else ""


def described(path: Path) -> dict[str, Any]:
    """What identifies a file: path, size, time of change in nanoseconds, sha256 (None where it cannot be read)."""
    try:
        stat = path.stat()
        return {"path": str(path), "size": stat.st_size, "mtime": stat.st_mtime_ns, "sha256": digest(path)}
    except OSError:
        return {"path": str(path), "size": None, "mtime": None, "sha256": None}


def same(before: Mapping[str, Any]) -> bool:
    """Is the file what it was? Size and time of change say so at once; where only the time differs, the sha256 decides."""
    path = Path(before["path"])
    try:
        stat = path.stat()
    except OSError:
        return before["size"] is None
    if stat.st_size != before["size"]:
        return False
    return bool(stat.st_mtime_ns == before["mtime"] or described(path)["sha256"] == before["sha256"])


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def program_version() -> str:
    """A digest of all code and word lists: rows of two versions must not stand in one table."""
    package = Path(__file__).resolve().parents[1]
    sha = hashlib.sha256()
    for root, pattern in ((package, "**/*.py"), (FOLDER, "*")):
        for path in sorted(p for p in root.glob(pattern) if p.is_file()):
            sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:16]


def sync(path: Path) -> None:
    """Ask the disk to keep this file through a loss of power."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep the names in this folder, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(at)
    finally:
        os.close(at)
