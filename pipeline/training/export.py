"""How does the trained model get into models/own? As an ONNX network with weights in eight bits, its tokenizer and its configuration."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from pipeline.backends.own import CONFIGURATION, NETWORK, OUTPUTS, PIECES
from pipeline.training.encoder import Encoder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_OPSET = 17
_SMALL = 4096
"""Weights with fewer numbers stay as they are."""


class _Answers(nn.Module):  # type: ignore[misc]  # torch is not looked into
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        vectors = self.encoder(ids)
        tags, classes = self.encoder.to_tags(vectors), self.encoder.classes(ids, vectors)
        return torch.softmax(tags, dim=-1), torch.softmax(classes, dim=-1), self.encoder.meaning(ids)


def export(encoder: Encoder, tokenizer: Tokenizer, folder: Path, *, training: dict[str, Any], threshold: float) -> None:
    """Write the three files of a model; `training` goes into its configuration beside its size and the probability from which it is believed."""
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "whole.onnx"
        names = {"ids": {0: "texts", 1: "pieces"}, "tags": {0: "texts", 1: "pieces"}, "classes": {0: "texts"}, "meaning": {0: "texts"}}
        sample = (torch.tensor([[2, 4, 5, 6], [2, 4, 5, 0]]),)
        model = _Answers(encoder.cpu().eval())
        torch.onnx.export(model, sample, str(whole), input_names=["ids"], output_names=list(OUTPUTS), dynamic_axes=names, opset_version=_OPSET, dynamo=False)
        network = onnx.load(str(whole))
    in_eight_bits(network)
    onnx.save(network, str(folder / NETWORK))
    tokenizer.save(str(folder / PIECES), pretty=False)
    told = json.dumps({**encoder.size.as_dict(), "threshold": threshold, "training": training}, indent=1, ensure_ascii=False)
    (folder / CONFIGURATION).write_text(told + "\n", encoding="utf-8")


def in_eight_bits(network: Any) -> None:
    """Keep each large weight of an ONNX model in eight bits with a scale for each column, to be multiplied out when it is loaded.

    Only weights: where activations too are rounded (dynamic quantization), the scale is that of the batch, and what is said of a text
    depends on what stands beside it.
    """
    import numpy as np
    from onnx import helper, numpy_helper

    graph = network.graph
    for weight in [w for w in graph.initializer if len(w.dims) == 2 and w.dims[0] * w.dims[1] >= _SMALL]:
        values = numpy_helper.to_array(weight)
        scale = (np.abs(values).max(axis=0) / 127).clip(1e-8).astype(np.float32)
        graph.initializer.remove(weight)
        eight, scales = f"{weight.name}.int8", f"{weight.name}.scale"
        graph.initializer.append(numpy_helper.from_array(np.rint(values / scale).astype(np.int8), eight))
        graph.initializer.append(numpy_helper.from_array(scale, scales))
        graph.node.insert(0, helper.make_node("DequantizeLinear", [eight, scales], [weight.name], axis=1))
