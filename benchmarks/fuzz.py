"""Is there a text or a file that the program cannot bear? Adversarial texts against the clock, damaged files against the command line.

    python -m benchmarks.fuzz [--cases 10000] [--seed 1] [--sizes 50000,100000,200000,1000000] [--shapes NAME,...] [--only texts|files] [--keep FOLDER]

Texts: every shape of benchmarks/adversarial.py at rising sizes. It grows too fast where twice the text takes more than 2.6 times as long, and is too
slow above 10 seconds a megabyte of UTF-8, 60 where it is nothing but numbers (CPU time, so that other processes do not count).
Files: samples of every format, cut, turned, doubled and spliced, each through `extract FILE -o FOLDER`. It must end in time with rows (0) or with a
named problem (2, 3), and never with a traceback; what fails is kept in FOLDER.
Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from benchmarks.adversarial import SECONDS_A_MEGABYTE, SHAPES, Growth, growth

ZH = (
    "关于推进工作的通知\n\n各区县：\n到2026年底，全市每千人口托位数达到4.5个以上，由市卫生健康委牵头，市教育局配合。\n"
    "一、重点任务\n1.建成托育机构20家。\n2.每年检查一次。\n"
)
EN = "Plan for cleaner buses\n\nDate: 2024-02-01\n\nThe Department of Transport must replace 40 percent of city buses by the end of 2027 — no later.\n"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "shift_jis")

# what stops readers: ends, marks, controls, escapes, numbers too large, references, formulas, quotes that do not close
TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\x80", b"\xed\xa0\x80", b"\r", b"\n" * 50, b"\x0c", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80"),
    *(b'"', b'""', b"'", b",", b"\t", b";", b"{", b"[" * 400, b"}", b"]", b"\\", b"\\u0000", b"\\ud800", b"1e999", b"-" * 40, b"9" * 400, b"NaN", b"null"),
    *(b"=1+1", b"@SUM(A1)", b"<", b">", b"</", b"<!--", b"<![CDATA[", b"<script>", b"<s>", b"<table>" * 30, b"&", b"&#", b"&#99999999;"),
    *(b"&a;", b"<!DOCTYPE a [", b"../../x", b"/etc/passwd", b"PK\x03\x04"),
    *(b"%PDF-", b"{\\rtf1", b"endobj", b"stream", b"\\bin99999999 ", b"\\'", b"\xe5\xb9\xb4", b"\xa3\xac"),
)


def samples() -> dict[str, tuple[str, bytes]]:
    """A good file of every format and encoding, as (suffix, bytes), by name; formats whose library is not installed are left out."""
    found: dict[str, tuple[str, bytes]] = {}
    for encoding in ENCODINGS:
        for name, text in (("zh", ZH), ("en", EN)):
            found[f"txt {encoding} {name}"] = (".txt", text.encode(encoding, "replace"))
    rows = [{"doc_id": "d1", "text": ZH, "doc_date": "2021-03-01", "lang": "zh", "title": "标题"}, {"doc_id": "=d2", "text": EN, "title": "+Title"}]
    found["jsonl"] = (".jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows * 2).encode())
    found["json"] = (".json", json.dumps(rows).encode())
    found["md"] = (".md", f"# {ZH}\n\n| 任务 | 时限 |\n|---|---|\n| 建成20家 | 2026年底 |\n".encode())
    for suffix, mark in ((".csv", ","), (".csv", ";"), (".tsv", "\t")):
        for encoding in ("utf-8-sig", "gb18030"):
            held = io.StringIO(newline="")
            writer = csv.DictWriter(held, list(rows[0]), delimiter=mark)
            writer.writeheader()
            writer.writerows(rows)
            found[f"{suffix[1:]} {mark!r} {encoding}"] = (suffix, held.getvalue().encode(encoding))
    found |= _packed(rows)
    from tests.made_files import HTML, RTF, TMX, docx, odt, p, pdf, zipped

    found["html"] = (".html", HTML.encode())
    found["html gb18030"] = (".htm", HTML.replace("utf-8", "gb2312").encode("gb18030"))
    paragraph, cell = p("到2025年完成。", "<w:ins><w:r><w:t>建成20家</w:t></w:r></w:ins>"), p("a")
    found["docx"] = (".docx", docx(paragraph * 3 + f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"))
    found["odt"] = (".odt", odt("<text:p>Replace 40 percent of buses by 2026.</text:p>" * 3))
    found["rtf"] = (".rtf", RTF.encode())
    found["tmx"] = (".tmx", TMX.encode())
    found["xml"] = (".xml", TMX.encode())
    found["zip"] = (".zip", zipped([("a.txt", ZH), ("sub/b.html", HTML), ("c.csv", found["csv ',' utf-8-sig"][1]), ("d.zip", zipped([("e.txt", EN)]))]))
    with contextlib.suppress(ImportError, BaseExceptionGroup), tempfile.TemporaryDirectory() as folder:
        import reportlab  # noqa: F401  # only then can a PDF be made

        found["pdf"] = (".pdf", pdf(Path(folder) / "made.pdf", [[(0.0, 11.0, "The agency shall buy 20 buses by 2026.")] * 3] * 2, foot="{}").read_bytes())
    return found


def _packed(rows: list[dict[str, str]]) -> dict[str, tuple[str, bytes]]:
    found = {}
    with contextlib.suppress(ImportError):
        import openpyxl

        book, held = openpyxl.Workbook(), io.BytesIO()
        for row in [list(rows[0]), *([r.get(name, "") for name in rows[0]] for r in rows)]:
            book.active.append(row)
        book.save(held)
        found["xlsx"] = (".xlsx", held.getvalue())
    with contextlib.suppress(ImportError):
        import pyarrow
        import pyarrow.parquet as pq

        held = io.BytesIO()
        pq.write_table(pyarrow.Table.from_pylist(rows), held)
        found["parquet"] = (".parquet", held.getvalue())
    return found


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four damages; where they are a zip container, mostly in a member, so that the container stays whole."""
    if data[:4] == b"PK\x03\x04" and chance.random() < 0.8:
        with contextlib.suppress(zipfile.BadZipFile):
            return _damaged_member(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = _damage(data, chance)
    return data


def _damage(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return chance.choice(TOKENS)
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    kind = chance.randrange(8)
    if kind == 0:
        return data[:a]
    if kind == 1:
        return data[:a] + data[b:]
    if kind == 2:
        return data[:b] + data[a:]
    if kind == 3:
        return data[:a] + chance.randbytes(min(b - a, 64)) + data[b:]
    if kind == 4:
        return data[:a] + chance.choice(TOKENS) * chance.choice((1, 1, 2, 200)) + data[a:]
    turned = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 10))):
        place = chance.randrange(len(turned))
        turned[place] ^= 1 << chance.randrange(8)
    return bytes(turned)


def _damaged_member(data: bytes, chance: random.Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            inner = old.read(name)
            new.writestr(name, _damage(inner, chance) if name == victim else inner)
    return held.getvalue()


class HangError(BaseException):
    """The command did not end in time; no handler of the program takes this for an error of a document."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file went: exit code, seconds, and what was wrong with it, if anything."""

    code: int
    seconds: float
    wrong: str | None


def tried(path: Path, out: Path) -> Outcome:
    """`extract PATH -o OUT` in this process, with everything that must hold for any file looked at."""
    import main

    allowed = 5.0 + SECONDS_A_MEGABYTE * path.stat().st_size / 1e6

    def late(number: int, frame: FrameType | None) -> None:
        raise HangError

    said, printed = io.StringIO(), io.StringIO()
    code, wrong = -1, None
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, allowed)
    begun = time.perf_counter()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
            code = int(main.app(args=["extract", str(path), "-o", str(out), "--quiet"], standalone_mode=False) or 0)
    except HangError:
        wrong = f"not done in {allowed:.1f} s"
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException as error:
        wrong = f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    seconds = time.perf_counter() - begun
    wrong = wrong or _wrong(code, said.getvalue(), out)
    return Outcome(code, seconds, wrong)


def _wrong(code: int, said: str, out: Path) -> str | None:
    """What is not as promised, None where all is well."""
    if code not in (0, 2, 3):
        return f"exit code {code}: {said[-300:]}"
    if "Traceback" in said or "please report" in said:
        return said[-500:]
    if code == 2:
        if not said.strip():
            return "exit code 2 and no word why"
        return "an output was left though nothing was read" if out.exists() else None
    if (code == 3) != bool(said.strip()):
        return f"exit code {code} but said: {said[-300:]!r}"
    documents = [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").split("\n") if line]
    failed = [d for d in documents if d.get("problem")]
    if bool(failed) != (code == 3) or len(failed) == len(documents):
        return f"exit code {code} with {len(failed)} of {len(documents)} documents failed"
    for name in ("mentions", "statements", "commitments"):
        for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                json.loads(line)
    return None


def cases(count: int, *, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """(name, suffix, bytes) of so many damaged files, formats in turn; the same for the same seed."""
    good = list(samples().items())
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name, (suffix, data) = good[number % len(good)]
        yield f"{number} {name}", suffix, damaged(data, chance)


def fuzz_files(count: int, *, seed: int, keep: Path | None = None) -> tuple[Counter[str], list[str]]:
    """Try so many damaged files. How many ended how, by format and exit code; and what was wrong."""
    ended: Counter[str] = Counter()
    wrong = []
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        out = Path(folder) / "out"
        for name, suffix, data in cases(count, seed=seed):
            path = Path(folder) / f"case{suffix}"
            path.write_bytes(data)
            outcome = tried(path, out)
            shutil.rmtree(out, ignore_errors=True)
            for left in Path(folder).glob("out.*"):
                shutil.rmtree(left, ignore_errors=True)
            ended[f"{suffix} {outcome.code}"] += 1
            if outcome.wrong:
                wrong.append(f"{name}: {outcome.wrong}")
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, keep / f"{name.replace(' ', '_').replace('/', '_')}{suffix}")
            path.unlink()
    return ended, wrong


def fuzz_texts(names: list[str], sizes: tuple[int, ...]) -> Iterator[Growth]:
    """How the time for each shape grows."""
    return (growth(name, sizes) for name in names)


def main_(argv: list[str] | None = None) -> int:
    """Run what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sizes", default="50000,100000,200000")
    options.add_argument("--shapes", default="")
    options.add_argument("--only", choices=("texts", "files"))
    options.add_argument("--keep", type=Path)
    given = options.parse_args(argv)
    failed = 0
    if given.only != "files":
        names = given.shapes.split(",") if given.shapes else list(SHAPES)
        for found in fuzz_texts(names, tuple(map(int, given.sizes.split(",")))):
            print(found, flush=True)
            failed += found.verdict != "ok"
        print(f"{len(names)} shapes, {failed} failed")
    if given.only != "texts":
        begun = time.perf_counter()
        ended, wrong = fuzz_files(given.cases, seed=given.seed, keep=given.keep)
        for line in wrong:
            print(line)
        print("  ".join(f"{how}: {n}" for how, n in sorted(ended.items())))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{given.cases:,} damaged files in {time.perf_counter() - begun:.0f} s, {len(wrong)} failed, peak memory {memory:.0f} MiB")
        failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main_())
