"""The DuckDB database: every table, typed, with what its columns mean."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.write.output import Output, write_tables
from pipeline.write.schema import EXTRACTED
from pipeline.write.tables import tables
from tests.made_corpus import MAIN
from tests.made_extraction import made

duckdb = pytest.importorskip("duckdb")


def test_tables_are_typed(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "b.duckdb")
    assert [p.name for p in tmp_path.iterdir()] == ["b.duckdb"]  # no journal beside it
    with duckdb.connect(str(tmp_path / "b.duckdb"), read_only=True) as base:
        assert {name for (name,) in base.execute("SHOW TABLES").fetchall()} == {t.name for t in EXTRACTED}
        types = dict(base.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'commitments'").fetchall())
        assert (types["due"], types["value"], types["start"], types["agencies"]) == ("DATE", "DOUBLE", "BIGINT", "VARCHAR[]")
        first = base.execute('SELECT due, value, agencies, "start", "condition" FROM commitments').fetchone()
        assert first[:3] == (date(2026, 12, 31), 50.0, ["市教育局", "区财政局"]) and first[4] is None
        assert base.execute("SELECT count(*) FROM commitments c JOIN mentions m ON m.mention_id = c.target_id AND m.doc_id = c.doc_id").fetchone() == (2,)
        said = base.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'commitments' AND column_name = 'due'").fetchone()
        assert said[0].startswith("the last day by which")


def test_without_rows_there_are_tables(tmp_path: Path) -> None:
    with Output(tmp_path / "b.duckdb"):
        pass
    with duckdb.connect(str(tmp_path / "b.duckdb"), read_only=True) as base:
        assert base.execute("SELECT count(*) FROM mentions").fetchone() == (0,)


def test_a_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delitem(sys.modules, "pipeline.write.duckdb", raising=False)
    with pytest.raises(ConfigurationError, match="pip install"):
        Output(tmp_path / "b.duckdb")


def test_a_disk_that_takes_no_more_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("到2025年底，全市建成学校20所。\n" * 20, encoding="utf-8")
    limited = f'ulimit -f 300; exec "{sys.executable}" "{MAIN}" extract a.txt -o out/b.duckdb'
    done = subprocess.run(["bash", "-c", limited], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "b.duckdb").exists()
