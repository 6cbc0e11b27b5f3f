"""Is a hostile file a named problem, in bounded time and memory, and nothing that it says is done?"""

from __future__ import annotations

import io
import os
import random
import resource
import socket
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import FORMATS, Limits, read
from pipeline.types import Document
from tests.made_files import HTML, RTF, TMX, docx, odt, p, pdf, zipped

ENGLISH = "By the end of 2025, all schools shall meet the standard.\n"
SECONDS_A_MEGABYTE = 10
SMALL = Limits(max_bytes=2_000_000, small=100_000)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a document that opens a connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a document made the program use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def only(path: Path, data: bytes | str, limits: Limits | None = None) -> Document:
    """The one document of a file with these bytes, read in the time allowed."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    begun = time.perf_counter()
    (document,) = read([path], limits=limits)
    assert time.perf_counter() - begun < 2 + SECONDS_A_MEGABYTE * max(len(data) / 1e6, 0.1)
    return document


# --- archives


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "..\\..\\evil.txt", "a/../../evil.txt"])
def test_path_names_in_archives_lead_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "z.zip").write_bytes(zipped([(name, ENGLISH), ("good.txt", ENGLISH)]))
    before = sorted(tmp_path.rglob("*"))
    documents = {d.doc_id: d for d in read([tmp_path / "in"])}
    assert sorted(tmp_path.rglob("*")) == before
    assert documents.pop("z.zip/good.txt").text == ENGLISH
    (evil,) = documents.values()
    assert evil.text == ""
    assert "leads out" in (evil.problem or "")


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", ENGLISH)
    (tmp_path / "z.zip").write_bytes(held.getvalue())
    assert [d.doc_id for d in read([tmp_path / "z.zip"])] == ["z.zip/good.txt"]


def test_zip_bombs_are_not_unpacked(tmp_path: Path) -> None:
    assert "bomb" in (only(tmp_path / "a.zip", zipped([("a.txt", b"0" * 50_000_000)])).problem or "")
    many = zipped((f"{i:05}.txt", b"x") for i in range(1001))
    assert "1001 files" in (only(tmp_path / "b.zip", many, Limits(max_members=1000)).problem or "")
    big = zipped((f"{i}.txt", random.Random(i).randbytes(90_000)) for i in range(30))
    assert "would unpack to" in (only(tmp_path / "c.zip", big, Limits(max_bytes=100_000)).problem or "")
    (one,) = read([tmp_path / "c.zip"], limits=Limits(max_bytes=100_000))
    assert "--max-bytes" in (one.problem or "")


def test_a_zip_that_lies_about_sizes_is_broken(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", b"0" * 5_000_000)]))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)  # the directory says 100 bytes
    (document,) = read([path_of(tmp_path / "a.zip", bytes(data))])
    assert document.problem
    assert len(document.text) <= 100


def path_of(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_overlapping_members_count_in_full(tmp_path: Path) -> None:
    """A directory that names the same packed bytes again and again, as the better zip bombs do."""
    packed = zipped([("a.txt", b"0" * 90_000)])
    entry_at, end_at = packed.rindex(b"PK\x01\x02"), packed.rindex(b"PK\x05\x06")
    entry = packed[entry_at:end_at]
    count = 1000
    directory = entry * count
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), entry_at, 0)
    document = only(tmp_path / "a.zip", packed[:entry_at] + directory + end, SMALL)
    assert "would unpack to" in (document.problem or "")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx"])
def test_document_bombs_are_not_unpacked(tmp_path: Path, suffix: str) -> None:
    filler = b" " * 60_000_000
    names = {".docx": "word/document.xml", ".odt": "content.xml", ".xlsx": "xl/workbook.xml"}
    bomb = zipped([("mimetype", "x"), ("[Content_Types].xml", "<x/>"), (names[suffix], b"<a>" + filler + b"</a>")])
    assert "bomb" in (only(tmp_path / f"a{suffix}", bomb).problem or "")


# --- xml


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)) + "]>"
FILE = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(("prolog", "entity"), [(LAUGHS, "&m;"), (FILE, "&m;")])
def test_entities_are_not_expanded(tmp_path: Path, prolog: str, entity: str) -> None:
    content = f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{entity}text</w:t></w:r></w:p></w:body></w:document>'
    files = {
        "a.docx": zipped([("[Content_Types].xml", "<x/>"), ("word/document.xml", prolog + content)]),
        "a.odt": zipped([("mimetype", "x"), ("content.xml", f'{prolog}<o xmlns="urn:o"><body><text><p>{entity}text</p></text></body></o>')]),
        "a.xml": f'{prolog}<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>{entity}text</seg></tuv></tu></body></tmx>'.encode(),
    }
    for name, data in files.items():
        assert "entit" in (only(tmp_path / name, data).problem or ""), name


def test_xlsx_entities_are_not_expanded(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append(["placeholder"])
    book.save(tmp_path / "a.xlsx")
    members = []
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"<sst", LAUGHS.encode() + b"<sst").replace(b"placeholder", b"&m;")
            members.append((name, data))
    documents = list(read([path_of(tmp_path / "b.xlsx", zipped(members))]))
    assert all(d.problem or len(d.text) < 1000 for d in documents)


def test_nested_xml_has_an_end(tmp_path: Path) -> None:
    deep = "<text:p>" * 100_000
    assert only(tmp_path / "a.odt", odt(deep)).problem
    assert only(tmp_path / "b.odt", odt(deep + "</text:p>" * 100_000)).problem
    assert only(tmp_path / "a.docx", docx("<w:p>" * 100_000 + "</w:p>" * 100_000)).problem
    assert only(tmp_path / "a.tmx", "<tmx>" + "<tu>" * 100_000).problem


# --- html and rtf


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "text",
        "<div>" * 100_000 + "text" + "</div>" * 100_000,
        "<table><tr><td>" * 30_000 + "text",
        "<b><i>" * 50_000 + "text",
        "<ul><li>" * 50_000 + "text",
        "<p>" * 200_000 + "text",
        "<s>" * 100_000 + "text",
        "<" * 500_000 + "text",
        "<!--" * 100_000 + "text",
        "<a href='" * 50_000 + "text",
        "&amp" * 100_000 + "text",
        "<table>" + "<tr>" + "<td rowspan=99999 colspan=99999>x</td>" * 2000 + "</tr>" * 10 + "</table>",
        "<table>" + "<tr><td rowspan=65000>x<td>y</tr>" * 20_000 + "</table>",
        "<table>" + "<tr>" + "<td rowspan=64>x" * 50_000 + "<tr>" * 64 + "</table>",
        "<table>" + "<tr>" + "<td colspan=64>x" * 50_000 + "</table>",
        "<p>text " + "x" * 1_000_000,
        "<title>" + "-" * 1_000_000 + "</title><p>text",
        "<p>" + "到2025年完成。" * 100_000,
        "<option>" * 100_000 + "text",
        "<script>" * 50_000 + "text",
    ],
    ids=lambda page: page[:24],
)
def test_html_bombs(tmp_path: Path, page: str) -> None:
    document = only(tmp_path / "a.html", f"<html><body>{page}")
    assert document.problem or document.text


def test_large_pages_take_time_in_proportion(tmp_path: Path) -> None:
    paragraph = "<p>到2025年底，全市建成公园{}个，市林业局牵头落实，每年公布一次结果。</p>"
    document = only(tmp_path / "a.html", "<html><body>" + "".join(paragraph.format(i) for i in range(20_000)) + "</body></html>")
    assert document.text.count("\n") == 20_000


@pytest.mark.parametrize(
    "text",
    [
        r"{\rtf1 " + "{" * 300_000,
        r"{\rtf1 " + r"{\field{\*\fldinst{HYPERLINK " * 20_000,
        r"{\rtf1 {\fonttbl" + r"\f1\fcharset134" * 50_000,
        r"{\rtf1 {\pict\bin999999999 " + "x" * 100_000,
        r"{\rtf1 " + r"\u-1" * 100_000,
        r"{\rtf1 " + "\\" * 500_000,
        r"{\rtf1 text" + "}" * 500_000,
        r"{\rtf1 " + r"\cell\row " * 50_000,
    ],
    ids=lambda text: text[7:24],
)
def test_rtf_bombs(tmp_path: Path, text: str) -> None:
    document = only(tmp_path / "a.rtf", text)
    assert document.problem or document.text


def test_nothing_that_a_page_names_is_fetched(tmp_path: Path) -> None:
    page = HTML.replace("<head>", '<head><base href="http://example.org/"><link rel="canonical" href="http://example.org/x">').replace(
        "<h1>", '<img src="http://example.org/x.png"><iframe src="http://example.org/f"></iframe><script src="http://example.org/s.js"></script><h1>'
    )
    assert only(tmp_path / "a.html", page).problem is None
    assert len(list(read([path_of(tmp_path / "a.tmx", TMX.replace("tmx14.dtd", "http://example.org/tmx14.dtd").encode())]))) == 2


# --- pdf


def test_pdf_with_endless_references(tmp_path: Path) -> None:
    loop = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n"
    assert only(tmp_path / "a.pdf", loop).problem


def test_pdf_with_a_bomb_as_its_content(tmp_path: Path) -> None:
    packed = zlib.compress(b"BT /F1 12 Tf (" + b"a" * 20_000_000 + b") Tj ET", 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (i, o) for i, o in enumerate(objects, 1)) + b"trailer<</Root 1 0 R>>\n"
    path = path_of(tmp_path / "a.pdf", data)
    begun = time.perf_counter()
    (document,) = read([path])
    assert time.perf_counter() - begun < 20
    assert document.problem or len(document.text) <= 600_000


# --- what is no file


def test_pipes_and_devices_are_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(ENGLISH)
    (document,) = read([tmp_path / "pipe.txt"])
    assert "not a regular file" in (document.problem or "")
    (document,) = read(["/dev/zero"])
    assert "not a regular file" in (document.problem or "")
    assert [d.doc_id for d in read([tmp_path])] == ["good.txt"]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    secret = path_of(tmp_path / "secret.pdf", b"%PDF-1.4")
    for name in ("a.pdf", "a.docx", "a.zip", "a.html"):
        os.symlink(secret, tmp_path / "in" / name)
    os.symlink("/etc/hostname", tmp_path / "in" / "b.txt")
    skipped: list[str] = []
    assert list(read([tmp_path / "in"], on_skip=skipped.append)) == []
    assert len(skipped) == 5


@pytest.mark.parametrize("suffix", [".txt", ".html", ".pdf", ".json"])
def test_files_that_are_too_large_are_named(tmp_path: Path, suffix: str) -> None:
    document = only(tmp_path / f"a{suffix}", b"x" * 100_001, Limits(max_bytes=100_000))
    assert document.problem == "is larger than 100 kB; raise --max-bytes, or split it"


def test_a_line_of_jsonl_that_is_too_long_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = path_of(tmp_path / "a.jsonl", b'{"text": "' + b"x" * 300_000 + b'"}\n{"text": "Buy 20 buses."}\n')
    first, second = read([path], limits=Limits(max_bytes=100_000))
    assert "--max-bytes" in (first.problem or "")
    assert (second.doc_id, second.text) == ("a.jsonl#2", "Buy 20 buses.")


def test_standard_input_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 1000)))
    (document,) = read(["-"], limits=Limits(max_bytes=999))
    assert "larger than" in (document.problem or "")


# --- broken files of every kind


def samples(folder: Path) -> dict[str, bytes]:
    """A good file of every format that is no table."""
    page = pdf(folder / "made.pdf", [[(0.0, 11.0, "The agency shall buy 20 buses by 2026.")] * 3], foot="{}").read_bytes()
    return {
        ".html": HTML.encode(),
        ".docx": docx(p("到2025年完成。") * 3),
        ".odt": odt("<text:p>Done by 2026.</text:p>" * 3),
        ".rtf": RTF.encode(),
        ".tmx": TMX.encode(),
        ".xml": TMX.encode(),
        ".zip": zipped([("a.txt", ENGLISH), ("b.html", HTML)]),
        ".pdf": page,
    }


def damaged(data: bytes, seed: int) -> Iterator[bytes]:
    """The file cut off, with bytes turned, doubled and taken out."""
    chance = random.Random(seed)
    for _ in range(12):
        yield data[: chance.randrange(len(data))]
        turned = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            turned[chance.randrange(len(turned))] = chance.randrange(256)
        yield bytes(turned)
        a, b = sorted(chance.randrange(len(data)) for _ in range(2))
        yield data[:a] + data[b:]
        yield data[:b] + data[a:]


@pytest.mark.parametrize("suffix", [s for s in FORMATS if s in (".html", ".docx", ".odt", ".rtf", ".tmx", ".xml", ".zip", ".pdf")])
def test_broken_files_give_text_or_a_named_problem(tmp_path: Path, suffix: str) -> None:
    data = samples(tmp_path)[suffix]
    path = tmp_path / f"x{suffix}"
    for broken in damaged(data, 7):
        path.write_bytes(broken)
        begun = time.perf_counter()
        documents = list(read([path], limits=SMALL))
        assert time.perf_counter() - begun < 5
        assert documents
        for document in documents:
            assert bool(document.problem) != bool(document.text.strip())
            assert "please report" not in (document.problem or "")
            document.text.encode()


def test_a_table_that_a_library_fails_on_does_not_end_its_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(rows: object, **_: object) -> Iterator[Document]:
        raise KeyError("unthought of")

    monkeypatch.setattr("pipeline.read.documents", fails)
    packed = zipped([("a.csv", "text\nx\n"), ("b.txt", ENGLISH)])
    bad, good = read([path_of(tmp_path / "x.zip", packed)])
    assert (bad.doc_id, good.doc_id, good.text) == ("x.zip/a.csv", "x.zip/b.txt", ENGLISH)
    assert "please report" in (bad.problem or "")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx", ".zip", ".pdf", ".rtf", ".tmx", ".doc"])
def test_what_is_not_what_it_says_is_named(tmp_path: Path, suffix: str) -> None:
    for data in (b"", b" \n", random.Random(3).randbytes(5000), b"PK\x03\x04rest of it", b"just words", b"%PDF-1.7 cut", b"{\\rtf1"):
        documents = list(read([path_of(tmp_path / f"x{suffix}", data)]))
        assert [d for d in documents if not d.problem] == []
        assert documents


@given(st.binary(max_size=200), st.sampled_from([".html", ".rtf", ".tmx", ".doc", ".pdf", ".zip"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_text_or_a_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, begun: bool) -> None:
    starts = {".html": b"<html>", ".rtf": b"{\\rtf1 ", ".tmx": b"<tmx>", ".doc": b"", ".pdf": b"%PDF-1.4\n", ".zip": b"PK\x03\x04"}
    path = path_of(tmp_path_factory.getbasetemp() / f"any{suffix}", (starts[suffix] if begun else b"") + data)
    for document in read([path]):
        assert bool(document.problem) != bool(document.text.strip())


def test_counts_in_documents_are_bounded(tmp_path: Path) -> None:
    """Numbers of columns, repeats and levels are what the document says only up to what documents have."""
    many = "9" * 9
    row = f'<w:tr><w:trPr><w:gridBefore w:val="{many}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{many}"/></w:tcPr>{p("a")}</w:tc><w:tc>{p("b")}</w:tc></w:tr>'
    assert "b" in only(tmp_path / "a.docx", docx(f"<w:tbl>{row}</w:tbl>")).text
    for number in (many, "x", "9" * 5000):
        cell = f'<table:table-cell table:number-columns-repeated="{number}" table:number-rows-spanned="{number}"><text:p>{"a" * 99}</text:p></table:table-cell>'
        body = f'<text:h text:outline-level="{number}">T</text:h><text:p>x<text:s text:c="{number}"/>y</text:p>'
        body += f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>"
        document = only(tmp_path / "a.odt", odt(body))
        assert document.problem is None
        assert len(document.text) < 1000


def test_one_line_of_letters_in_a_pdf_takes_linear_time() -> None:
    from pipeline.read.paragraphs import Line, joined

    begun = time.perf_counter()
    for word in ("a" * 500_000, "a-" * 250_000, "1" * 500_000, "- " * 250_000, "第" * 500_000):
        joined([[Line(word, 10, 500, 700, 10), Line(word, 10, 500, 686, 10)]] * 3)
    assert time.perf_counter() - begun < 10


def test_memory_stays_bounded(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    test_zip_bombs_are_not_unpacked(tmp_path)
    test_document_bombs_are_not_unpacked(tmp_path, ".docx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000  # kB
