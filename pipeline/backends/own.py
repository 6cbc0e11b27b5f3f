"""What does the project's own model say of a sentence? A small bilingual encoder (models/own), run by onnxruntime; torch is not needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BackendError
from pipeline.proposed import Passage, Proposal, Span
from pipeline.types import StatementClass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.backends import Vectors
    from pipeline.models.registry import Model

    Numbers = NDArray[np.float32]

FOLDER = Path(__file__).resolve().parents[2] / "models" / "own"
NETWORK, PIECES, CONFIGURATION = "model.int8.onnx", "tokenizer.json", "config.json"
CLASSES: tuple[StatementClass, ...] = ("commitment", "achievement", "other")
TAGS = ("outside", "begin", "inside")
"""Of each piece: in no body, the first of a body, a further one."""
OUTPUTS = ("tags", "classes", "meaning")

_BATCH_PIECES = 2048
_OVERLAP = 24
"""Pieces that two windows of a long sentence have in common; each decides on the half that is nearer to its middle."""


def check(name: str) -> None:
    """Raise BackendError where a file of the model is not there; the name is the folder of another model of its kind, none is the project's own."""
    missing = [file for file in (NETWORK, PIECES, CONFIGURATION) if not (_folder(name) / file).is_file()]
    if missing:
        raise BackendError(
            f"{_folder(name)}: {', '.join(missing)} not there; make the model anew: python main.py models train own --data DIR --out {_folder(name)}"
        )


def load(name: str) -> Own:
    """The backend."""
    from pipeline.models.registry import model_named

    return Own(_folder(name), model_named("own"))


def embedder(name: str) -> Own:
    """The same model as an embedder."""
    return load(name)


def _folder(name: str) -> Path:
    return Path(name) if name else FOLDER


class Own:
    """The model of a folder: proposes bodies and classes, and gives vectors that are near for translations.

    A passage gets the same answer in whatever batch it stands: weights are kept in eight bits, but reckoned with in full precision.
    """

    name = "own"

    def __init__(self, folder: Path, model: Model) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        said = json.loads((folder / CONFIGURATION).read_text(encoding="utf-8"))
        self.model = replace(model, threshold=said["threshold"])
        self.low, self.high = model.cosines
        self._longest: int = said["longest"]
        self._tokenizer = Tokenizer.from_file(str(folder / PIECES))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # --jobs takes the other cores
        options.add_session_config_entry("session.disable_quant_qdq", "1")  # weights are multiplied out once, when they are loaded
        self._session = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """Bodies and the chance of each class, for each passage in order; probabilities have three places."""
        texts = [p.text for p in passages]
        read = self._tokenizer.encode_batch(texts)
        offsets = [r.offsets[1:] for r in read]
        tags, classes, _ = self._answers([r.ids for r in read])
        return [
            Proposal(tuple(_spans(text, where, tag)), {c: round(float(p), 3) for c, p in zip(CLASSES, shares, strict=True)})
            for text, where, tag, shares in zip(texts, offsets, tags, classes, strict=True)
        ]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 a text, in order: an array (texts, dimensions)."""
        import numpy as np

        meanings = np.array(self._answers([r.ids for r in self._tokenizer.encode_batch(list(texts))])[2], dtype=np.float32)
        vectors: Vectors = meanings / np.linalg.norm(meanings, axis=1, keepdims=True).clip(1e-6) if len(texts) else meanings.reshape(0, 0)
        return vectors

    def _answers(self, ids: Sequence[Sequence[int]]) -> tuple[list[Numbers], list[Numbers], list[Numbers]]:
        """For each text the chances of the tags (pieces, tags), of the classes and its vector; of a long text those of its windows, joined."""
        import numpy as np

        windows = [(n, start, stop) for n, one in enumerate(ids) for start, stop in _windows(len(one) - 1, self._longest - 1)]
        order = sorted(range(len(windows)), key=lambda w: windows[w][2] - windows[w][1])
        said: dict[int, tuple[Numbers, Numbers, Numbers]] = {}
        for batch in _batches([(w, windows[w][2] - windows[w][1] + 1) for w in order]):
            rows = [[ids[n][0], *ids[n][start + 1 : stop + 1]] for n, start, stop in (windows[w] for w in batch)]
            padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
            for row, padded_row in zip(rows, padded, strict=True):
                padded_row[: len(row)] = row
            answers: list[Any] = self._session.run(OUTPUTS, {"ids": padded})
            for w, row, tags, classes, meaning in zip(batch, rows, *answers, strict=True):
                said[w] = (tags[1 : len(row)], classes, meaning)
        nothing: Numbers = np.zeros(0, dtype=np.float32)
        tags, classes, meanings = ([nothing] * len(ids) for _ in range(3))
        for w, (n, start, _) in enumerate(windows):
            tag, shares, meaning = said[w]
            if start == 0:
                tags[n], classes[n], meanings[n] = tag, shares, meaning
            else:
                half = _OVERLAP // 2
                tags[n] = np.concatenate([tags[n][: start + half], tag[half:]])
                meanings[n] = meanings[n] + meaning
        return tags, classes, meanings


def _windows(pieces: int, longest: int) -> Iterator[tuple[int, int]]:
    """Where the windows of a text of so many pieces begin and end.

    >>> list(_windows(100, 127)), list(_windows(200, 127))
    ([(0, 100)], [(0, 127), (103, 200)])
    """
    start = 0
    while start + longest < pieces:
        yield start, start + longest
        start += longest - _OVERLAP
    yield start, pieces


def _batches(sized: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Windows, ordered by length, in batches that hold about so many pieces."""
    batch: list[int] = []
    for window, length in sized:
        if batch and (len(batch) + 1) * length > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _spans(text: str, offsets: Sequence[tuple[int, int]], tags: Numbers) -> Iterator[Span]:
    """The bodies that the tags tell: each as likely as the least likely of its pieces is to be in a body."""
    inside = 1 - tags[:, 0]
    best = tags.argmax(axis=1)
    first = 0
    while first < len(offsets):
        if not best[first]:
            first += 1
            continue
        last = first
        while last + 1 < len(offsets) and best[last + 1] == 2:
            last += 1
        start, end = offsets[first][0], offsets[last][1]
        yield Span(start, end, text[start:end], round(float(inside[first : last + 1].min()), 3))
        first = last + 1
