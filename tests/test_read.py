"""Is every input read, or its problem named, whatever it is?"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.read import FORMATS, read
from pipeline.read.encoding import decode
from pipeline.read.table import given_date, given_lang
from pipeline.types import Document

TEXT = "教育部关于印发某方案的通知\n到2025年，全省学前教育毛入园率达到95%以上。\n"
TRADITIONAL = "教育部關於印發某方案的通知\n到2025年，全省學前教育毛入園率達到95%以上。\n"
ENGLISH = "By the end of 2025, all schools shall meet the standard.\n"


def only(*inputs: str | Path) -> Document:
    documents = list(read(inputs))
    assert len(documents) == 1
    return documents[0]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# --- encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (TEXT.encode("utf-8-sig"), TEXT, "utf-8-sig"),
        (TEXT.encode("utf-16"), TEXT, "utf-16"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16-le"),
        (TEXT.encode("gb18030"), TEXT, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        ("关于通知".encode("gb18030"), "关于通知", "gb18030"),
        ("the city’s plan — 2025".encode("cp1252"), "the city’s plan — 2025", "cp1252"),
        (TEXT.encode()[:-2], TEXT[:-2] + "\ufffd", "utf-8"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    document = only(write(tmp_path / "a.txt", data))
    assert document.problem is None
    if encoding == "utf-8" and "\ufffd" in text:
        assert document.text.startswith(TEXT[:-3])
    else:
        assert document.text == text
    assert document.encoding == encoding
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 8, "not a text"),
        (random.Random(1).randbytes(4000), "not a text"),
        (b"abc\x00\x01\x02\x03\x04" * 50, "not a text"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    document = only(write(tmp_path / "a.txt", data))
    assert document.text == ""
    assert document.problem is not None
    assert problem in document.problem


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    try:
        text, encoding = decode(data, name="x")
    except InputError:
        return
    assert text.strip()
    assert encoding


# --- files, folders, globs


def test_a_folder_is_read_in_order_and_what_is_unknown_is_told(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/b.txt", ".hidden.txt", "a/.git/x.txt", "x.json", "y.png", "Z.TXT"):
        write(tmp_path / name, ENGLISH)
    skipped: list[str] = []
    documents = list(read([tmp_path], on_skip=skipped.append))
    assert [d.doc_id for d in documents] == ["Z.TXT", "a/b.txt", "a/c.md", "b.txt"]
    assert sorted(Path(s).name for s in skipped) == ["x.json", "y.png"]
    assert [d.media_type for d in documents][2] == "text/markdown"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.txt", ENGLISH)
    folder = tmp_path / "in"
    write(folder / "a.txt", ENGLISH)
    os.symlink(outside, folder / "link.txt")
    os.symlink(outside.parent, folder / "folder")
    os.symlink(folder, folder / "loop")
    os.symlink(folder / "a.txt", folder / "inner.txt")
    skipped: list[str] = []
    assert [d.doc_id for d in read([folder], on_skip=skipped.append)] == ["a.txt", "inner.txt"]
    assert len(skipped) == 3


def test_globs(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        write(tmp_path / name, ENGLISH)
    assert [d.doc_id for d in read([f"{tmp_path}/*.txt"])] == ["a.txt", "b.txt"]
    assert "no file matches" in (only(f"{tmp_path}/*.xyz").problem or "")


def test_a_file_of_unknown_kind_is_tried_when_it_is_named(tmp_path: Path) -> None:
    assert only(write(tmp_path / "plan.policy", ENGLISH)).text == ENGLISH
    assert only(write(tmp_path / "noname", ENGLISH)).doc_id == "noname"
    assert only(write(tmp_path / "x.bin", bytes(range(256)) * 8)).problem


def test_a_missing_file_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", ENGLISH)
    problems = [d.problem for d in read([tmp_path / "none.txt", good])]
    assert problems == ["there is no such file or folder", None]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    document = only("-")
    assert (document.doc_id, document.text) == ("stdin", TEXT)


def test_ids_are_unique_whatever_the_order(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, f"{name}\n") for name in ("x/a.txt", "y/a.txt", "x/b.txt")]
    ids = {d.doc_id: d.text for d in read(paths)}
    assert ids == {"x/a.txt": "x/a.txt\n", "y/a.txt": "y/a.txt\n", "b.txt": "x/b.txt\n"}
    assert {d.doc_id: d.text for d in read(paths[::-1])} == ids


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xb9\xa4.txt")).write_text(ENGLISH)
    (document,) = read([tmp_path])
    assert document.doc_id == "\ufffd\ufffd.txt"
    assert document.text == ENGLISH


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "f" / "a.txt", ENGLISH)
    assert [d.doc_id for d in read([path, tmp_path / "f", path])] == ["a.txt"]


def test_options_hold_for_all(tmp_path: Path) -> None:
    document = next(read([write(tmp_path / "a.txt", ENGLISH)], lang="zh", doc_date="2020-01-02"))
    assert (document.lang, document.doc_date) == ("zh", "2020-01-02")


# --- tables

ROWS = [
    {"doc_id": "d1", "text": TEXT, "doc_date": "2021-03-01", "lang": "zh", "title": "标题", "issuer": "教育部"},
    {"doc_id": "", "text": ENGLISH, "doc_date": "", "lang": "en-US", "title": "", "issuer": ""},
]


def table(path: Path) -> Path:
    """A table of ROWS in the format of the suffix."""
    suffix = path.suffix
    if suffix == ".jsonl":
        write(path, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in ROWS))
    elif suffix == ".json":
        write(path, json.dumps(ROWS))
    elif suffix in (".csv", ".tsv"):
        import csv

        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ROWS[0]), delimiter="\t" if suffix == ".tsv" else ",")
            writer.writeheader()
            writer.writerows(ROWS)
    elif suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(list(ROWS[0]))
        for row in ROWS:
            book.active.append(list(row.values()))
        book.save(path)
    else:
        pyarrow = pytest.importorskip("pyarrow")
        import pyarrow.parquet as pq

        pq.write_table(pyarrow.Table.from_pylist(ROWS), path)
    return path


@pytest.mark.parametrize("suffix", sorted(s for s, f in FORMATS.items() if f.rows))
def test_tables(tmp_path: Path, suffix: str) -> None:
    path = table(tmp_path / f"t{suffix}")
    first, second = read([path])
    assert (first.doc_id, first.text, first.doc_date, first.lang, first.title, first.issuer) == ("d1", TEXT, "2021-03-01", "zh", "标题", "教育部")
    assert (second.doc_id, second.text, second.doc_date, second.lang, second.title) == (f"t{suffix}#2", ENGLISH, None, "en", None)
    assert first.media_type == FORMATS[suffix].media_type
    assert first.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("suffix", sorted(s for s, f in FORMATS.items() if f.rows))
def test_broken_tables_are_named(tmp_path: Path, suffix: str) -> None:
    for data in (b"", random.Random(2).randbytes(2000), b"PK\x03\x04rest", b"a,b\n1,2\n", b"{}"):
        documents = list(read([write(tmp_path / f"t{suffix}", data)]))
        assert data == b"" or documents
        assert all(d.problem for d in documents)


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", '{"text": "到2025年完成。"}\n{"text": \n\n[1]\n{"title": "x"}\n{"text": "\\ud800 end"}\n')
    documents = list(read([path]))
    assert [d.doc_id for d in documents] == ["t.jsonl#1", "t.jsonl#2", "t.jsonl#4", "t.jsonl#5", "t.jsonl#6"]
    assert [bool(d.problem) for d in documents] == [False, True, True, True, False]
    assert "line 2" in (documents[1].problem or "")
    assert documents[4].text == "\ufffd end"


def test_a_csv_in_gb18030_with_semicolons(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ('doc_id;Text\n甲;"到2025年，全省完成任务；各地要抓好落实。"\n').encode("gb18030"))
    assert [(d.doc_id, d.text) for d in read([path])] == [("甲", "到2025年，全省完成任务；各地要抓好落实。")]


def test_a_csv_row_with_too_many_cells(tmp_path: Path) -> None:
    documents = list(read([write(tmp_path / "t.csv", "text,lang\na b c,en,x\nd e f,en\n")]))
    assert [(d.text, bool(d.problem)) for d in documents] == [("", True), ("d e f", False)]


def test_ids_of_rows_are_unique_whatever_the_order(tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", '{"doc_id": "a", "text": "one a"}\n{"doc_id": "a", "text": "one a again"}\n{"doc_id": "b", "text": "b"}\n')
    two = write(tmp_path / "two.jsonl", '{"doc_id": "a", "text": "two a"}\n')
    ids = {d.doc_id: d.text for d in read([one, two])}
    assert len(ids) == 4
    assert ids["b"] == "b"
    assert {d.doc_id: d.text for d in read([two, one])} == ids
    assert {d.doc_id for d in read([one])} >= {"a", "b"}


def test_every_sheet_with_texts_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["note"])
    for name in ("S1", "S2"):
        sheet = book.create_sheet(name)
        sheet.append(["Text"])
        sheet.append([f"text of {name}"])
    book.save(tmp_path / "t.xlsx")
    assert [(d.doc_id, d.text) for d in read([tmp_path / "t.xlsx"])] == [("t.xlsx#1", "text of S1"), ("t.xlsx#S2#1", "text of S2")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-26", "2022-01-26"),
        ("2022/1/6", "2022-01-06"),
        ("20220126", "2022-01-26"),
        ("2022年1月26日", "2022-01-26"),
        ("2022-13-01", None),
        ("2022", None),
        (2022, None),
        ("", None),
    ],
)
def test_given_dates(value: object, expected: str | None) -> None:
    assert given_date(value) == expected


@pytest.mark.parametrize(("value", "expected"), [("zh-CN", "zh"), ("EN", "en"), ("中文", "zh"), ("fr", None), (None, None)])
def test_given_languages(value: object, expected: str | None) -> None:
    assert given_lang(value) == expected
