"""How do tables, history and gold appear together or not at all? What they replace is held until all are at their place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ConfigurationError


@contextmanager
def together(files: Sequence[Path], beside: Path) -> Iterator[None]:
    """Whatever the block does to these files is undone where it raises; what they were is kept in a hidden folder beside `beside` until then.

    Files are held by hard links where the disk has them, so that large tables cost nothing.
    """
    folders = [p for file in dict.fromkeys(f.parent for f in files) for p in (file, *file.parents) if not p.exists()]
    beside.parent.mkdir(parents=True, exist_ok=True)
    held = Path(tempfile.mkdtemp(prefix=f".{beside.name}.", suffix=".before", dir=beside.parent))
    try:
        there = {file: held / str(n) for n, file in enumerate(files) if file.is_file()}
        for file, before in there.items():
            _link(file, before)
        try:
            yield
        except BaseException:
            for file in files:
                if file in there:
                    os.replace(there[file], file)
                else:
                    file.unlink(missing_ok=True)
            for folder in folders:
                if folder.is_dir() and not any(p for p in folder.iterdir() if p != held):
                    folder.rmdir()
            raise
    finally:
        shutil.rmtree(held, ignore_errors=True)


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Write these files into a folder, each whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            new = folder / f".{name}.part"
            try:
                new.write_bytes(content)
                os.replace(new, folder / name)
            finally:
                new.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)
