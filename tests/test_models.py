"""The registry of models: its entries, fetching from a folder that stands for the net, and whether files are what was fetched."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import main
from pipeline.backends import SCHEMES
from pipeline.errors import BackendError, ConfigurationError
from pipeline.models import fetch as fetching
from pipeline.models.fetch import fetch, files, sha256, verified
from pipeline.models.registry import Model, model_named, registry

ENTRY = '[[model]]\nname = "a"\nscheme = "spacy"\ntask = "ner"\nlanguages = ["zh"]\nlicence = "MIT"\nsource = "pypi:a"\n'


def test_every_entry_is_for_a_scheme_that_there_is_and_names_its_licence() -> None:
    for model in registry():
        assert model.scheme in SCHEMES and model.licence and model.source
        assert bool(model.name) is bool(SCHEMES[model.scheme].named)
        assert 0 <= model.precision <= 1 and 0 <= model.threshold <= 1
        assert model.sha256 is None or len(model.sha256) == 64


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ENTRY + "colour = 1\n", "unknown key colour"),
        (ENTRY.replace('licence = "MIT"\n', ""), "the key licence is missing"),
        (ENTRY + ENTRY, "stands there twice"),
        ("model = ", "cannot be read"),
    ],
)
def test_an_entry_that_is_wrong_is_named(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "registry.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=problem):
        registry(tmp_path / "registry.toml")


def test_a_name_that_is_not_there_says_where_names_are() -> None:
    with pytest.raises(ConfigurationError, match="models list names them"):
        model_named("oracle")


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A model of HanLP, published as a zip file in a folder that stands for the net."""
    monkeypatch.setenv("HANLP_HOME", str(tmp_path / "home"))
    archive = tmp_path / "published" / "hanlp" / "ner" / "small_2026.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("small_2026/config.json", json.dumps({"classpath": "x"}))
        packed.writestr("small_2026/model.pt", b"weights")
    model = Model("SMALL", "hanlp", "ner", ("zh",), licence="MIT", source=archive.as_uri(), revision="2026", sha256=sha256(archive))
    monkeypatch.setattr("pipeline.backends.hanlp_component.model_for", lambda scheme, name: model if name == "SMALL" else None)
    return model


def test_a_zip_file_is_fetched_whole_and_once(published: Model) -> None:
    said: list[str] = []
    assert files(published) == []
    fetch(published, say=said.append)
    assert [p.name for p in files(published)] == ["config.json", "model.pt"]
    fetch(published, say=said.append)
    assert "fetching from file:" in said[0] and "licence MIT" in said[0] and said[1] == "hanlp:SMALL: is there"


def test_what_is_not_what_the_registry_says_is_not_taken(published: Model, tmp_path: Path) -> None:
    with pytest.raises(BackendError, match=r"has the sum .* the registry 000"):
        fetch(replace(published, sha256="0" * 64))
    assert files(published) == [] and not list((tmp_path / "home").rglob("*.zip"))


def test_an_archive_that_reaches_outside_is_not_taken(published: Model, tmp_path: Path) -> None:
    archive = tmp_path / "published" / "hanlp" / "ner" / "small_2026.zip"
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("../../escaped", b"x")
    with pytest.raises(BackendError, match=r"escaped, which would land outside"):
        fetch(replace(published, sha256=None))
    assert not list(tmp_path.rglob("escaped"))


def test_without_a_connection_the_message_says_so(published: Model, tmp_path: Path) -> None:
    gone = replace(published, source=(tmp_path / "gone.zip").as_uri())
    with pytest.raises(BackendError, match=r"could not be fetched from file:.*is there a connection"):
        fetch(gone)


def test_a_hub_without_connection_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")

    def unreachable(repository: str, **_: object) -> None:
        raise OSError("name or service not known")

    monkeypatch.setattr("huggingface_hub.snapshot_download", unreachable)
    with pytest.raises(BackendError, match=r"could not be fetched from huggingface.co: OSError: name or service not known; is there a connection"):
        fetch(model_named("BAAI/bge-m3"))


def test_a_repository_without_safetensors_is_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")

    def fetched(repository: str, *, allow_patterns: list[str], **_: object) -> None:
        assert "*.bin" not in allow_patterns
        (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr("huggingface_hub.snapshot_download", fetched)
    monkeypatch.setattr("pipeline.backends.transformers_encoder.folder", lambda name: tmp_path)
    with pytest.raises(BackendError, match="holds no model that can be loaded"):
        fetch(model_named("BAAI/bge-m3"))


def test_files_of_the_hub_are_held_against_the_name_of_their_blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, blobs = tmp_path / "snapshots" / "abc", tmp_path / "blobs"
    place.mkdir(parents=True)
    blobs.mkdir()
    (blobs / "x").write_bytes(b"weights")
    blob = (blobs / "x").rename(blobs / sha256(blobs / "x"))
    (place / "model.safetensors").symlink_to(blob)
    (place / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("pipeline.backends.transformers_encoder.folder", lambda name: place)
    model = Model("a/b", "transformers", "ner", ("zh",), source="hf:a/b")
    assert {f.path.name: f.state for f in verified(model)} == {"config.json": "unknown", "model.safetensors": "good"}
    blob.write_bytes(b"others")
    assert [f.state for f in verified(model) if f.path.name == "model.safetensors"] == ["bad"]


def test_the_commands() -> None:
    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main.app, ["models", *args])
        return done.exit_code, done.output

    code, said = run("list")
    assert code == 0 and "spacy:zh_core_web_sm" in said and "许可" in said
    code, said = run("info", "spacy:en_core_web_sm")
    assert code == 0 and "MIT" in said
    code, said = run("info", "oracle")
    assert code == 1
    code, said = run("train", "lac", "--data", "data/gold")
    assert code == 1 and "can train own" in said
    code, said = run("verify", "spacy:zh_core_web_trf")
    assert code == 3 and "not here" in said


def test_fetching_never_takes_code_or_pickles() -> None:
    assert not [p for p in fetching._HUB_FILES if p.endswith((".py", ".bin", ".pt"))]
