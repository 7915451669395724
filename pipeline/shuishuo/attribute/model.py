"""The attribution model at run time: ONNX Runtime, NumPy and tokenizers, nothing else.

Three graphs lie in a model folder: `encoder.onnx` (pieces → states, shared with other heads), `characters.onnx` (states
→ characters and anchors) and `roles.onnx` (what surrounds an anchor). Activations are quantised over a whole call, so a
call of the encoder holds one window: nothing depends on what else is being processed, and memory is that of a window.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import ShuishuoError
from ..resources import verified_files
from . import model_input as inputs
from .model_decode import Floats, PredictedAttribution, Settings, encode, find

# Anchors in one call times the square of their surroundings' length, which is what attention's memory grows with: four
# anchors of the usual 320 characters. More in a call is no faster, and ONNX Runtime keeps what a call once needed.
_ROOM = 4 * 320**2


class AttributionModel:
    """Finds attributions in clean text. `folder` holds the graphs, the tokenizer, `config.json` and the manifest;
    `threads` is the number of threads within one call. Raises ShuishuoError E401 where a file is not as published.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._last: tuple[str, Floats, Floats] | None = None
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
        return pieces, encode(pieces.ids, self.forward, self.settings)

    @property
    def finds_targets(self) -> bool:
        """Whether the weights were trained to find targets and stances, too."""
        return "targets" in {slot.name for slot in self._sessions["roles"].get_outputs()}

    def character_states(self, clean: str) -> tuple[Floats, Floats]:
        """A text's characters as the encoder sees them [L, 384], and as `targets` takes them [L, width]; those of the
        last text are remembered.
        """
        last = self._last
        if last is None or last[0] != clean:
            pieces, states = self.states(clean)
            hidden = states[pieces.piece]
            letters = (pieces.single, pieces.place, inputs.classes(clean), inputs.depths(clean))
            _, characters = self._characters(hidden[None], *(x[None] for x in letters))
            last = self._last = clean, hidden, characters[0]
        return last[1], last[2]

    def targets(self, *surroundings: Any) -> tuple[Floats, Floats]:
        """What surrounds some anchors (`Conditioned`'s arguments) → tags of the targets' mentions [N, R, 6]: outside,
        begin, inside, then favor, against, neutral; and judgements [N, 7], of which the last three are those labels
        for the content as a whole. All are log-odds. Only where `finds_targets`.
        """
        _, judged, tags = self._around(surroundings)
        return tags, judged

    def predict(self, clean: str) -> list[PredictedAttribution]:
        """The attributions of one article in text order: spans into `clean`, type and calibrated confidence.

        `clean` is Simplified with full-width punctuation, its lines the paragraphs.
        """

        def characters(*arrays: Any) -> tuple[Floats, Floats]:
            scores, states = self._characters(*arrays)
            self._last = clean, arrays[0][0], states[0]
            return scores, states

        return find(
            clean,
            tokenizer=self.tokenizer,
            transitions=self._transitions,
            encoder=self.forward,
            characters=characters,
            conditioned=self._roles,
            settings=self.settings,
        )

    def _run(self, part: str, arrays: tuple[Any, ...]) -> list[Floats]:
        session = self._sessions[part]
        feed = {slot.name: array for slot, array in zip(session.get_inputs(), arrays, strict=True)}
        return list(session.run(None, feed))

    def forward(self, ids: inputs.Numbers) -> Floats:
        """The encoder's states [B, T, 384] of windows [B, T] of pieces, none of them padding, one call a window."""
        windows = (ids[row : row + 1] for row in range(len(ids)))
        return np.concatenate([self._run("encoder", (one, np.ones_like(one)))[0] for one in windows])

    def _characters(self, *arrays: Any) -> tuple[Floats, Floats]:
        scores, states = self._run("characters", arrays)
        return scores, states

    def _roles(self, *arrays: Any) -> tuple[Floats, Floats]:
        emissions, judged = self._around(arrays)[:2]
        return emissions, judged

    def _around(self, arrays: tuple[Any, ...]) -> list[Floats]:
        anchors, length = arrays[1].shape
        size = max(1, _ROOM // length**2)
        calls = [self._run("roles", tuple(a[i : i + size] for a in arrays)) for i in range(0, anchors, size)]
        return [np.concatenate(parts) for parts in zip(*calls, strict=True)]
