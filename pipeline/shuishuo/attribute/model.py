"""The attribution model at run time: ONNX Runtime, NumPy and tokenizers, nothing else.

Three graphs lie in a model folder: `encoder.onnx` (pieces → states, shared with other heads), `characters.onnx` (states
→ characters and anchors) and `roles.onnx` (what surrounds an anchor). Activations are quantised over a whole call, so a
call never holds two articles: an article's output does not depend on what else is being processed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import ShuishuoError
from ..resources import verified_files
from . import model_input as inputs
from .model_decode import Floats, PredictedAttribution, Settings, encode, find


class AttributionModel:
    """Finds attributions in clean text. `folder` holds the graphs, the tokenizer, `config.json` and the manifest;
    `threads` is the number of threads within one call. Raises ShuishuoError E401 where a file is not as published.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        files = verified_files(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            config = json.loads(files["config.json"])
            self.settings = Settings(**config["settings"])
            self._transitions: Floats = np.array(config["transitions"], dtype=np.float32)
            self.tokenizer: Any = Tokenizer.from_str(files["tokenizer.json"].decode("utf-8"))
            self._sessions = {
                part: onnxruntime.InferenceSession(files[f"{part}.onnx"], options, providers=["CPUExecutionProvider"])
                for part in ("encoder", "characters", "roles")
            }
        except (KeyError, TypeError, ValueError) as error:
            raise ShuishuoError("E401", f"{folder.name}: {error}") from error

    def states(self, clean: str) -> tuple[inputs.Pieces, Floats]:
        """The shared encoder's view of a text: its pieces and their states [P, 384] (none for an empty text)."""
        pieces = inputs.to_pieces(clean, self.tokenizer)
        if not len(pieces.ids):
            return pieces, np.zeros((0, 384), dtype=np.float32)
        return pieces, encode(pieces.ids, self._encode, self.settings)

    def predict(self, clean: str) -> list[PredictedAttribution]:
        """The attributions of one article in text order: spans into `clean`, type and calibrated confidence.

        `clean` is Simplified with full-width punctuation, its lines the paragraphs.
        """
        return find(
            clean,
            tokenizer=self.tokenizer,
            transitions=self._transitions,
            encoder=self._encode,
            characters=self._characters,
            conditioned=self._roles,
            settings=self.settings,
        )

    def _run(self, part: str, arrays: tuple[Any, ...]) -> list[Floats]:
        session = self._sessions[part]
        feed = {slot.name: array for slot, array in zip(session.get_inputs(), arrays, strict=True)}
        return list(session.run(None, feed))

    def _encode(self, ids: inputs.Numbers) -> Floats:
        return self._run("encoder", (ids, np.ones_like(ids)))[0]

    def _characters(self, *arrays: Any) -> tuple[Floats, Floats]:
        scores, states = self._run("characters", arrays)
        return scores, states

    def _roles(self, *arrays: Any) -> tuple[Floats, Floats]:
        emissions, judged = self._run("roles", arrays)
        return emissions, judged
