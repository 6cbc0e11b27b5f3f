"""Is nothing that a document says executed or believed? Formulas, escapes, names, links, networks, code: each through the whole program.

Archives, entities, bombs and files that are no files are in test_read_safety.py.
"""

from __future__ import annotations

import ast
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made_corpus import MAIN, ROOT, run
from tests.made_files import HTML, RTF, TMX, docx, odt, p, zipped

ZH = "到2026年底，全市建成托育机构20家，由市卫生健康委牵头。\n"
EN = "The Department of Transport must replace 40 percent of city buses by the end of 2027.\n"
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1")
ESCAPES = ("\x1b[2J", "\x1b]0;owned\x07", "\x1b]8;;http://evil.example\x1b\\", "\x9b31m", "\x08\x08", "\u202e", "\x7f")


def hostile_corpus(path: Path) -> Path:
    """A table of documents whose ids, titles, issuers and texts begin as formulas."""
    with path.open("w", encoding="utf-8") as file:
        for formula in FORMULAS:
            # the evidence and the indicator begin with the formula too
            text = f"{formula}覆盖率到2025年达到95%以上。\n{formula} shall plant 500 trees by 2030.\n"
            file.write(json.dumps({"doc_id": formula, "title": formula, "issuer": formula, "text": text}, ensure_ascii=False) + "\n")
    return path


def numeric(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_csv_cells_start_no_formula(tmp_path: Path) -> None:
    source = hostile_corpus(tmp_path / "in.jsonl")
    assert run("extract", source, "-o", tmp_path / "out", "--format", "csv").returncode == 0
    assert run("check", source, source, "-o", tmp_path / "links", "--format", "csv").returncode in (0, 1)
    tables = [*(tmp_path / "out").glob("*.csv"), *(tmp_path / "links").glob("*.csv")]
    assert len(tables) >= 4
    cells = []
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not numeric(cell)]


def test_xlsx_cells_are_no_formulas_and_no_outer_links(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    source = hostile_corpus(tmp_path / "in.jsonl")
    assert run("extract", source, "-o", tmp_path / "out.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert not [cell for cell in cells if cell.data_type == "f" and cell.parent.title != "summary"]
    counts = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(formula.startswith(("=COUNT", "=SUMPRODUCT")) and "HYPERLINK" not in formula for formula in counts)


def test_xlsx_takes_control_characters(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    controls = "".join(map(chr, range(32))) + "\x7f\x85\ufffe\uffff\u2028<&>_x0000_"
    rows = [{"doc_id": f"a{controls}", "title": controls, "text": f"全市{controls.replace(chr(10), '')}覆盖率到2025年达到95%以上。"}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("extract", tmp_path / "in.jsonl", "-o", tmp_path / "out.xlsx")
    assert done.returncode == 0, done.stderr
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames


def escaping(path: Path) -> Path:
    """A text with escapes; there must be more words than controls, else it is refused as no text."""
    path.write_text("".join(f"到2026年底，{e}全市建成托育{e}机构20家，由市教育局{e}牵头。\n" for e in ESCAPES) + ZH * 40, encoding="utf-8")
    return path


def harmless(printed: str) -> bool:
    return not any(c in printed for c in "\x1b\x07\x08\x7f\u202e\u2066") and not any("\x80" <= c < "\xa0" for c in printed)


@pytest.mark.parametrize("command", [["extract"], ["show"], ["show", "--why"]])
def test_no_escape_of_a_document_reaches_the_output(tmp_path: Path, command: list[str]) -> None:
    source = escaping(tmp_path / "a.txt")
    done = run(*command, source)
    assert done.returncode == 0
    assert "20" in done.stdout
    assert harmless(done.stdout) and harmless(done.stderr)


def test_no_escape_of_a_document_reaches_check(tmp_path: Path) -> None:
    done = run("check", escaping(tmp_path / "a.txt"), escaping(tmp_path / "b.txt"))
    assert done.returncode == 0, done.stderr
    assert harmless(done.stdout) and harmless(done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
@pytest.mark.parametrize("command", ["extract", "show"])
def test_no_escape_of_a_document_reaches_a_terminal(tmp_path: Path, command: str) -> None:
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [sys.executable, MAIN, command, str(escaping(tmp_path / "a.txt"))], stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    printed = b""
    try:
        while piece := os.read(ours, 65536):
            printed += piece
    except OSError:
        pass  # the other end was closed
    os.close(ours)
    assert child.wait(60) == 0
    text = printed.decode()
    assert "20" in text
    assert not any(e in text for e in ("\x1b[2J", "\x1b]", "\x07", "\x9b", "\x08", "\u202e"))


def test_no_escape_of_a_name_reaches_the_messages(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "\x1b]0;owned\x07.txt").write_bytes(b"\x00" * 100)
    (folder / "\x1b[2J.xyz").write_bytes(b"x")
    (folder / "good.txt").write_text(ZH, encoding="utf-8")
    done = run("extract", folder)
    assert done.returncode == 3
    assert harmless(done.stdout) and harmless(done.stderr)


@pytest.mark.parametrize("output", ["out", "out.jsonl", "out.xlsx", "out.csv"])
def test_ids_lead_to_no_path(tmp_path: Path, output: str) -> None:
    names = ["../../evil", "/tmp/evil-abs", "..", "a/../../evil", "C:\\evil", "evil\x00.txt", "con", "~/evil", "-o", "$(touch evil)"]
    work = tmp_path / "deep" / "work"
    work.mkdir(parents=True)
    (work / "in.jsonl").write_text("".join(json.dumps({"doc_id": n, "text": ZH}) + "\n" for n in names), encoding="utf-8")
    done = run("extract", "in.jsonl", "-o", output, "--save-text", "texts", cwd=work)
    assert done.returncode == 0, done.stderr
    outside = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if work not in path.parents and path != work}
    assert outside == {"deep"}
    assert {path.name for path in work.iterdir()} == {"in.jsonl", "texts", output}
    texts = list((work / "texts").iterdir())
    assert len(texts) == len(names)
    assert all(path.is_file() and path.read_text(encoding="utf-8") == ZH for path in texts)
    assert not Path("/tmp/evil-abs.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_the_input_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("SECRET " + EN, encoding="utf-8")
    (tmp_path / "in" / "good.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (tmp_path / "in" / "sub" / "folder").symlink_to(tmp_path / "secret", target_is_directory=True)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    done = run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "SECRET" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())


# the program with a watch on what it does: connections, name look-ups, other programs
WATCHED = """
import sys
seen = []
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "os.system", "os.exec", "os.posix_spawn",
                 "os.startfile", "subprocess.Popen", "urllib.Request", "ftplib.connect", "smtplib.connect", "pickle.find_class", "webbrowser.open"):
        print("WATCHED", event, args, file=sys.stderr)
        raise RuntimeError(event)
sys.path.insert(0, %r)
sys.argv = ["main.py", *sys.argv[1:]]
import main
sys.addaudithook(watch)
main.run()
"""


def watched(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`python main.py ARGS`, stopped at the first connection, name look-up or program started; proxies are set and lead nowhere."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    return subprocess.run(
        [sys.executable, "-c", WATCHED % str(ROOT), *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **proxies},
        timeout=300,
        check=False,
    )


REMOTE = (
    '<img src="http://127.0.0.1:9/a.png"><script src="http://127.0.0.1:9/a.js">fetch("http://127.0.0.1:9")</script><iframe src="file:///etc/passwd"></iframe>'
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'
)


def test_no_network_and_no_other_program(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    files: dict[str, bytes] = {
        "a.txt": (ZH + "http://127.0.0.1:9/ $(touch evil) `touch evil` ; touch evil\n").encode(),
        "b.html": HTML.replace("</body>", REMOTE + "</body>").encode(),
        "c.docx": docx(p("到2026年底建成20家。") * 2),
        "d.odt": odt("<text:p>Replace 40 percent of buses by 2026.</text:p>"),
        "e.rtf": RTF.encode(),
        "f.tmx": TMX.encode(),
        "g.zip": zipped([("a.txt", EN)]),
        "h.jsonl": (json.dumps({"text": EN, "url": "http://127.0.0.1:9/"}) + "\n").encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for args in (["extract", folder, "-o", tmp_path / "out"], ["show", folder / "b.html"], ["check", folder / "a.txt", folder / "h.jsonl"]):
        done = watched(*args, cwd=tmp_path)
        assert "WATCHED" not in done.stderr
        assert done.returncode == 0, done.stderr
    gold = ROOT / "data" / "gold"
    if gold.is_dir():
        few = tmp_path / "gold"
        few.mkdir()
        for path in [p for p in sorted(gold.glob("*.json")) if p.with_suffix(".txt").exists()][:2]:
            for part in (path, path.with_suffix(".txt")):
                (few / part.name).write_bytes(part.read_bytes())
        done = watched("evaluate", few, cwd=tmp_path)
        assert "WATCHED" not in done.stderr
        assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("evil"))


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    code = WATCHED.replace("main.run()", "import socket; socket.create_connection(('127.0.0.1', 9))")
    done = subprocess.run([sys.executable, "-c", code % str(ROOT)], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert "WATCHED" in done.stderr
    assert done.returncode == 1


INERT = (
    "title: !!python/object/apply:os.system ['touch evil']\n",
    '{"__class__": "os.system", "__reduce__": ["touch evil"], "$ref": "file:///etc/passwd"}\n',
    "{{ ''.__class__.__mro__[1].__subclasses__() }} ${7*7} {0.__class__} %(x)s %s\n",
    "<?php system('touch evil'); ?> <!--#exec cmd=\"touch evil\" -->\n",
    "---\ndoc_date: 1999-01-01\nlang: en\nproblem: none\n---\n",
    "cos\nsystem\n(S'touch evil'\ntR.\n",
    "__import__('os').system('touch evil')\n",
)


@pytest.mark.parametrize("payload", INERT)
def test_code_in_a_document_is_text(tmp_path: Path, payload: str) -> None:
    (tmp_path / "a.txt").write_text(payload + ZH, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": payload + EN, "title": payload, "doc_id": payload}) + "\n", encoding="utf-8")
    done = watched("extract", "a.txt", "b.jsonl", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("evil*"))
    rows = [json.loads(line) for line in (tmp_path / "out" / "commitments.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row.get("value") for row in rows} >= {20, 40}


def test_columns_of_a_corpus_are_not_believed(tmp_path: Path) -> None:
    """What the program finds out itself (checksum, kind, problem, rows) is not taken from a row of the input."""
    row = {
        "doc_id": "a",
        "text": ZH,
        "sha256": "0" * 64,
        "media_type": "x/evil",
        "problem": "fake",
        "text_path": "/etc/passwd",
        "pages": [1],
        "mentions": ["x"],
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("extract", tmp_path / "in.jsonl", "-o", tmp_path / "out").returncode == 0
    (document,) = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert document.get("media_type") == "application/jsonl"
    assert document.get("sha256") != "0" * 64
    assert not {"problem", "text_path", "pages"} & set(document)


def test_no_module_can_run_what_it_reads() -> None:
    """No eval, exec, yaml, shell or unpickling in the pipeline, but for chunks handed between processes of one run; `models fetch` alone fetches."""
    found = set()
    for path in [ROOT / "main.py", *(ROOT / "pipeline").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in ("eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.load", "pickle.loads", "marshal.loads"):
                    found.add((path.relative_to(ROOT).as_posix(), name))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                bad = {n.split(".")[0] for n in names} & {
                    "yaml",
                    "subprocess",
                    "socket",
                    "urllib",
                    "requests",
                    "http",
                    "shelve",
                    "marshal",
                    "ctypes",
                    "webbrowser",
                }
                found |= {(path.relative_to(ROOT).as_posix(), name) for name in bad}
    assert {place for place, _ in found if not place.startswith("pipeline/engines/")} == {"pipeline/models/fetch.py"}
