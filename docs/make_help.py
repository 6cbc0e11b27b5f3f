"""Writes docs/help.md: what `--help` of every command prints. `python docs/make_help.py`; tests/test_docs.py checks that it is current."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

WIDTH = 100
"""Columns of the terminal that the texts are set for."""


def commands(group: Any, name: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The names of a command and of all below it, in the order of their definition.

    >>> from typer.main import get_command
    >>> from main import app
    >>> ("extract",) in commands(get_command(app))
    True
    """
    found = [name]
    for part, command in getattr(group, "commands", {}).items():
        found += commands(command, (*name, part))
    return found


def page() -> str:
    """The whole page, in Markdown."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from main import app

    parts = ["# Help texts", "", "Written by `python docs/make_help.py`: what the program says of itself. [commands.md](commands.md) says more.", ""]
    for name in commands(get_command(app)):
        result = CliRunner(env={"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH)}).invoke(app, [*name, "--help"], prog_name="python main.py")
        parts += [f"## {' '.join(('python main.py', *name))}", "", "```text", *(line.rstrip() for line in result.output.strip().splitlines()), "```", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    (HERE / "help.md").write_text(page(), encoding="utf-8")
