"""Can a zip container be unpacked without harm? Its directory is looked at before anything is read from it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pipeline.errors import InputError
from pipeline.read.part import Limits, size

_ENCRYPTED = 0x1


def opened(held: bytes | Path, *, name: str, limits: Limits, what: str) -> ZipFile:
    """The container, once number, sizes and packing of its members are within the limits; `what` it should be, for the message.

    `zipfile` reads no more of a member than its directory states, so the stated sizes are what bounds memory.
    """
    try:
        container = ZipFile(io.BytesIO(held) if isinstance(held, bytes) else held)
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        if isinstance(error, OSError) and isinstance(held, Path) and error.errno:
            raise
        raise InputError(name, f"not a readable {what}: broken or cut off ({error or type(error).__name__})") from error
    members = container.infolist()
    problem = None
    if len(members) > limits.max_members:
        problem = f"holds {len(members)} files, more than {limits.max_members}"
    elif (total := sum(m.file_size for m in members)) > limits.max_bytes * limits.max_unpacked:
        problem = f"would unpack to {size(total)}, more than {size(limits.max_bytes * limits.max_unpacked)}; raise --max-bytes, or unpack it yourself"
    elif blown := next((m for m in members if _inflated(m, limits)), None):
        problem = f"holds {blown.filename!r}, which unpacks to more than {limits.max_ratio} times its size, as a decompression bomb does"
    if problem:
        container.close()
        raise InputError(name, problem)
    return container


def _inflated(member: ZipInfo, limits: Limits) -> bool:
    """Whether a member unpacks to suspiciously many times its size."""
    return member.file_size > limits.small and member.file_size > limits.max_ratio * max(member.compress_size, 1)


def unpacked(container: ZipFile, member: ZipInfo | str, *, name: str, most: int) -> bytes:
    """The bytes of a member; InputError where it is encrypted, broken or has more than `most` bytes."""
    info = container.getinfo(member) if isinstance(member, str) else member
    if info.flag_bits & _ENCRYPTED:
        raise InputError(name, "is encrypted; remove its password")
    if info.file_size > most:
        raise InputError(name, f"{Path(info.filename).name!r} has {size(info.file_size)}, more than {size(most)}; raise --max-bytes, or split it")
    try:
        with container.open(info) as file:
            return file.read(info.file_size)
    except (BadZipFile, zlib.error, LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(name, f"{Path(info.filename).name!r} cannot be unpacked ({error or type(error).__name__})") from error
