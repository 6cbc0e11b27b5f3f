"""Progress: rate and time left on standard error, only where that is a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from pipeline.progress import told
from tests.made_corpus import MAIN, corpus, run


def test_nothing_is_said_where_standard_error_is_no_terminal(tmp_path: Path) -> None:
    done = run("extract", corpus(tmp_path / "in.jsonl", 40), "-o", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_rate_and_time_left_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, MAIN, "extract", str(corpus(tmp_path / "in.jsonl", 200)), "-o", str(tmp_path / "out"), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env={**os.environ, "COLUMNS": "140", "TERM": "xterm"})
    os.close(theirs)
    said = b""
    try:
        while data := os.read(ours, 4096):
            said += data
    except OSError:  # the end of a terminal on Linux
        pass
    assert process.wait() == 0
    assert b"characters/s" in said
    assert b" left" in said
    assert b"200 documents" in said


def test_time_left_in_words() -> None:
    assert told(1, 1000, 1, 7201, 1.0).endswith("2.0 h left")
    assert told(1, 1000, 1, 301, 1.0).endswith("5 min left")
    assert told(1, 1000, 10, 5, 1.0) == "1 documents, 1,000 characters/s"
