"""Trained weights → three ONNX graphs, tokenizer, settings and a manifest with SHA-256 sums.

The encoder's matrices become int8 per output channel (activations are scaled anew in every call), embedding tables int8
per row; the two heads are small and stay fp32.
The single characters' embeddings are shipped as they come out of the projection that reads them, in the characters'
graph, so that the table is there once. CRF and calibration are numbers in `config.json`.
"""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ..attribute.model_decode import Settings
from ..resources import write_manifest
from .network import AttributionNetwork

OPSET = 17
FILES = ("encoder.onnx", "characters.onnx", "roles.onnx", "tokenizer.json", "config.json")


class Table(nn.Module):  # type: ignore[misc]
    """An embedding table in int8 with one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("values", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, rows: Tensor) -> Tensor:
        return self.values[rows].to(torch.float32) * self.scale[rows]


class EncoderGraph(nn.Module):  # type: ignore[misc]
    """Ids and mask [B, T] → states [B, T, 384]. Without the mask, ONNX Runtime finds no attention to fuse."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.bert = network.encoder
        self.table = Table(self.bert.embeddings.word_embeddings.weight.detach())

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states: Tensor = self.bert(inputs_embeds=self.table(ids), attention_mask=mask).last_hidden_state
        return states


class CharactersGraph(nn.Module):  # type: ignore[misc]
    """hidden [B, C, 384], single, place, kinds, depth [B, C] → anchor scores, states. Ids of pieces of more than one
    character never come in as `single`, so their rows are left out of the table.
    """

    def __init__(self, network: AttributionNetwork, single: list[int]) -> None:
        super().__init__()
        self.characters = network.characters
        table = network.encoder.embeddings.word_embeddings.weight.detach()
        kept = sorted({0, 1, 2, 3, *single})
        rows = torch.full((len(table),), kept.index(3), dtype=torch.int32)
        rows[torch.tensor(kept)] = torch.arange(len(kept), dtype=torch.int32)
        self.register_buffer("rows", rows)
        with torch.no_grad():
            self.table = Table(self.characters.spell(table[torch.tensor(kept)]))

    def forward(self, hidden: Tensor, single: Tensor, place: Tensor, kinds: Tensor, depth: Tensor) -> Any:
        spelled = self.table(self.rows[single].to(torch.int64))
        return self.characters.mix(hidden, spelled, place, kinds, depth, torch.ones_like(single))


def export(network: AttributionNetwork, tokenizer: Path, out: Path, settings: Settings, *, int8: bool = True) -> None:
    """Write the model folder. `int8=False` keeps the matrices in fp32, for comparison alone."""
    out.mkdir(parents=True, exist_ok=True)
    network = network.eval()
    network.encoder.config._attn_implementation = "eager"
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    single = [i for i, (piece, _) in enumerate(vocabulary) if len(piece) == 1]
    width, hidden = network.shape.width, network.encoder.config.hidden_size
    ids = torch.arange(32).view(2, 16) % network.encoder.config.vocab_size
    small = torch.ones(1, 24, dtype=torch.long)
    around = torch.ones(3, 24, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _trace(EncoderGraph(network), (ids, torch.ones_like(ids)), work / "encoder", ["ids", "mask"], ["hidden"])
        _trace(
            CharactersGraph(network, single),
            (torch.randn(1, 24, hidden), small, small, small, small),
            work / "characters",
            ["hidden", "single", "place", "kinds", "depth"],
            ["scores", "states"],
        )
        _trace(
            network.conditioned,
            (torch.randn(3, 24, width), around, around, around, around, torch.ones(3, dtype=torch.long)),
            work / "roles",
            ["states", "valid", "distance", "sentence", "paragraph", "at"],
            ["emissions", "judged", "targets"],
        )
        _fuse(work / "encoder", network.encoder.config.num_attention_heads, hidden)
        for name in ("encoder", "characters", "roles"):
            _finish(work / name, out / f"{name}.onnx", int8=int8 and name == "encoder")
    (out / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    transitions = np.asarray(network.crf.transitions().detach(), dtype=np.float64).round(5)
    config = {"settings": asdict(settings), "transitions": transitions.tolist()}
    (out / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")
    write_manifest(out, list(FILES))


def _trace(module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str]) -> None:
    axes = {name: {i: f"{name}{i}" for i in range(min(2, t.ndim))} for name, t in zip(names, inputs, strict=True)}
    axes |= {name: {0: f"{name}0"} if name == "judged" else {0: f"{name}0", 1: f"{name}1"} for name in outputs}
    torch.onnx.export(
        module.eval(),
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        dynamo=False,
        opset_version=OPSET,
    )


def _fuse(path: Path, heads: int, hidden: int) -> None:
    from onnxruntime.transformers import optimizer

    fused = optimizer.optimize_model(str(path), model_type="bert", num_heads=heads, hidden_size=hidden, opt_level=0)
    fused.save_model_to_file(str(path))


def _finish(path: Path, out: Path, *, int8: bool) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    if not int8:
        out.write_bytes(path.read_bytes())
        return
    quantize_dynamic(
        path,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Attention"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
