"""Are files that need a reader opened by the processes that extract them, and is all else as before?"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch import Account, rows_of_chunks
from pipeline.chunks import Chunk, ChunkRows, apart, chunk_rows, chunks, given_up, together
from pipeline.engines.local import LOST, Recovery, map_in_order
from pipeline.job import Job
from pipeline.read import Limits, read, unopened
from pipeline.read.sealed import Sealed
from pipeline.types import Document
from tests.made_corpus import MAIN, kill, run, tables_in
from tests.made_files import HTML, RTF, TMX, docx, odt, p, pdf, zipped

TABLES = ("documents", "mentions", "statements", "commitments")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents of every kind, some of them broken or not what their names say."""
    made = tmp_path / "in"
    (made / "sub").mkdir(parents=True)
    (made / "a.html").write_text(HTML, encoding="utf-8")
    (made / "b.txt").write_text("到2025年，建成公园12个。\n", encoding="utf-8")
    (made / "c.docx").write_bytes(docx(p("The agency shall buy 20 buses by 2026.")))
    (made / "d.odt").write_bytes(odt("<text:p>By 2027, close 12 plants.</text:p>"))
    (made / "e.rtf").write_bytes(RTF.encode())
    (made / "f.tmx").write_text(TMX, encoding="utf-8")
    (made / "g.zip").write_bytes(zipped([("x.html", HTML), ("y.txt", "By 2030, emissions shall fall by 40 percent.\n"), ("z.bin", "?")]))
    (made / "h.pdf").write_bytes(b"%PDF-1.4 broken")
    (made / "i.html").write_bytes(docx(p("A Word file shall reach 5 percent by 2030.")))
    (made / "j.doc").write_bytes(RTF.encode())
    (made / "k.docx").write_bytes(b"PK\x03\x04broken")
    (made / "l.html").write_text("", encoding="utf-8")
    (made / "m.jsonl").write_text('{"doc_id": "r", "text": "By 2031, the agency shall close 12 plants."}\n', encoding="utf-8")
    (made / "n.png").write_bytes(b"?")
    pdf(made / "sub" / "o.pdf", [[(0.0, 11.0, "The agency shall publish 12 reports by 2027.")]], foot="{}")
    return made


def test_only_files_that_need_a_reader_are_left_unopened(folder: Path) -> None:
    skipped: list[str] = []
    items = list(unopened([folder], on_skip=skipped.append))
    kinds = {i.doc_id: isinstance(i, Sealed) for i in items}
    assert [name for name, sealed in kinds.items() if sealed] == [
        *("a.html", "c.docx", "d.odt", "e.rtf", "f.tmx", "h.pdf", "i.html", "j.doc", "k.docx", "l.html", "sub/o.pdf")
    ]
    assert [name for name, sealed in kinds.items() if not sealed] == ["b.txt", "g.zip/x.html", "g.zip/y.txt", "r"]
    assert sorted(Path(s).name for s in skipped) == ["n.png", "z.bin"]


@pytest.mark.parametrize("limits", [None, Limits(max_bytes=600)], ids=["all", "small"])
def test_opened_they_are_what_reading_gives(folder: Path, limits: Limits | None) -> None:
    found: list[Document] = []
    for item in unopened([folder], lang=None, doc_date="2024-05-01", limits=limits):
        found += pickle.loads(pickle.dumps(item)).documents() if isinstance(item, Sealed) else [item]
    assert found == list(read([folder], doc_date="2024-05-01", limits=limits))
    assert sum(d.problem is not None for d in found) == (3 if limits is None else 7)


def test_a_file_that_is_gone_or_no_file_is_named(folder: Path) -> None:
    items = [i for i in unopened([folder / "a.html", folder / "c.docx"]) if isinstance(i, Sealed)]
    (folder / "a.html").unlink()
    (folder / "c.docx").unlink()
    os.mkfifo(folder / "c.docx")
    problems = [d.problem for i in items for d in i.documents()]
    assert problems[0] == "cannot be read (No such file or directory)"
    assert problems[1] is not None and problems[1].startswith("not a regular file")


def test_chunks_go_by_the_size_of_files(folder: Path) -> None:
    (folder / "a.html").write_text(HTML + " " * 400_000, encoding="utf-8")
    made = list(chunks(unopened([folder])))
    assert made == list(chunks(unopened([folder])))
    assert [d.doc_id for d in made[0].documents] == ["a.html"]
    assert [d.doc_id for c in made for d in c.documents] == [i.doc_id for i in unopened([folder])]


@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_the_same_bytes_and_problems_for_any_number_of_jobs(folder: Path, tmp_path: Path, suffix: str) -> None:
    said = set()
    for jobs in ("1", "2", "3"):
        (tmp_path / jobs).mkdir()
        done = run("extract", folder, "-o", tmp_path / jobs / f"out{suffix}", "--jobs", jobs)
        assert done.returncode == 3, done.stderr
        said.add(done.stderr.replace(str(tmp_path / jobs), ""))
    assert len(said) == 1
    assert "h.pdf: " in said.pop()
    assert tables_in(tmp_path / "1") == tables_in(tmp_path / "2") == tables_in(tmp_path / "3")


def test_the_documents_that_are_saved_as_texts_are_the_same(folder: Path, tmp_path: Path) -> None:
    for name, more in (("a", []), ("b", ["--save-text", tmp_path / "texts"])):
        assert run("extract", folder, "-o", tmp_path / name, "--jobs", "2", *more).returncode == 3
    for table in ("mentions", "statements", "commitments"):
        assert (tmp_path / "a" / f"{table}.jsonl").read_bytes() == (tmp_path / "b" / f"{table}.jsonl").read_bytes()


def test_strict_stops_at_the_first_file_that_fails(folder: Path, tmp_path: Path) -> None:
    done = run("extract", folder, "-o", tmp_path / "out", "--jobs", "2", "--strict")
    assert (done.returncode, "h.pdf" in done.stderr) == (3, True)
    assert not (tmp_path / "out").exists()


def opening_kills(chunk: Chunk) -> ChunkRows:
    """The rows of a chunk, by a worker that does not live through opening one of its files."""
    if any(d.doc_id == "e.rtf" for d in chunk.documents):
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk_rows(chunk, tables=TABLES)


def test_a_file_that_costs_its_reader_the_process_is_named_alone(folder: Path) -> None:
    recovery = Recovery(apart, together, partial(given_up, partial(chunk_rows, tables=TABLES)))
    found = together(list(map_in_order(opening_kills, chunks(unopened([folder])), jobs=2, recovery=recovery)))
    alone = together([chunk_rows(c, tables=TABLES) for c in chunks(unopened([folder]))])
    assert [o.doc_id for o in found.outcomes] == [o.doc_id for o in alone.outcomes]
    assert {o.doc_id: o.problem for o in found.outcomes if o not in alone.outcomes} == {"e.rtf": LOST}
    row = next(d for d in map(json.loads, found.lines["documents"].splitlines()) if d["doc_id"] == "e.rtf")
    assert row == {"doc_id": "e.rtf", "media_type": "application/rtf", "problem": LOST}


def test_what_is_done_is_not_opened_again(folder: Path) -> None:
    job = Job((str(folder),))
    count = sum(1 for _ in chunks(job.items(Account()), most=1))
    opened = [c.outcomes for c in rows_of_chunks(job.items(Account()), Account(), tables=TABLES, done=1)]
    assert len(opened) < count


def test_a_run_over_pages_that_was_killed_goes_on(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for i in range(150):
        body = "".join(f"<p>到{2020 + n % 20}年，第{n}区建成公园{i + n}个，覆盖率达到{n % 100}%。</p>" for n in range(60))
        (pages / f"{i:03}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    (tmp_path / "whole").mkdir()
    assert run("extract", pages, "-o", tmp_path / "whole" / "out", "--jobs", "1").returncode == 0
    (tmp_path / "cut").mkdir()
    log = tmp_path / "cut" / "out.parts" / "parts.jsonl"
    command = [sys.executable, MAIN, "extract", str(pages), "-q", "-o", str(tmp_path / "cut" / "out"), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while (log.read_bytes().count(b"\n") if log.exists() else 0) < 2:
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    kill(process.pid)
    process.communicate()
    manifest = (tmp_path / "cut" / "out.parts" / "manifest.json").read_bytes()
    assert len(json.loads(manifest)["inputs"]) == 150
    assert run("extract", pages, "-o", tmp_path / "cut" / "out", "--jobs", "1", "--resume").returncode == 0
    assert tables_in(tmp_path / "cut") == tables_in(tmp_path / "whole")
