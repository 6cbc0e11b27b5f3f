"""The errors of the program, under one root, each with the exit code it leads to."""

from __future__ import annotations


class PolicyError(Exception):
    """Root of all errors that are reported to the user rather than shown as a traceback."""

    exit_code = 1


class ConfigurationError(PolicyError):
    """An option, a file name or a lexicon that cannot be used as given."""

    exit_code = 1


class InputError(PolicyError):
    """An input that could not be read: names the file, what is wrong and what to do."""

    exit_code = 2

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class BackendError(PolicyError):
    """A backend or model that is not installed or not there; the message names the command that gets it."""

    exit_code = 1
