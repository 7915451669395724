"""The attribution model at run time: inputs, decoding, and the shipped weights."""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from shuishuo.attribute import model_input as inputs
from shuishuo.attribute.model import AttributionModel
from shuishuo.attribute.model_decode import Settings, encode, find, viterbi
from shuishuo.errors import ShuishuoError

MODELS = Path(__file__).parents[2] / "models" / "attribution"
shipped = pytest.mark.skipif(not (MODELS / "manifest.json").exists(), reason="no trained model in models/attribution")


class Letters:
    """A stand-in for the tokenizer: `▁` before each line, then every character a piece."""

    def __init__(self):
        self.known = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "▁": 4, "甲": 5, "说": 6, "好": 7}

    def get_vocab(self):
        return self.known

    def encode(self, text, add_special_tokens):
        return SimpleNamespace(
            ids=[4, *(self.known.get(c, 3) for c in text)],
            offsets=[(0, 1), *((i, i + 1) for i in range(len(text)))],
        )


def test_every_character_knows_its_piece():
    pieces = inputs.to_pieces("甲说\n\n好", Letters())
    assert pieces.ids.tolist() == [4, 5, 6, 4, 7]
    assert pieces.piece.tolist() == [1, 2, 2, 2, 4]
    assert pieces.single.tolist() == [5, 6, 2, 2, 7]
    assert pieces.place.tolist() == [4, 4, 8, 8, 4]


def test_fold_keeps_length():
    text = "“㈱…Ａ，１％①”\u3000x"
    assert len(inputs.fold(text)) == len(text)
    assert inputs.fold("，Ａ") == ",A"


def test_depths_end_with_the_paragraph():
    assert inputs.depths("a“b‘c’d”e").tolist() == [0, 1, 1, 2, 2, 2, 1, 1, 0]
    assert inputs.depths("“a\nb").tolist() == [1, 1, 0, 0]


@pytest.mark.parametrize("length", [1, 9, 10, 11, 23, 100, 1001])
def test_windows_cover_and_overlap(length):
    windows = inputs.cut_windows(length, 10, 4)
    assert windows[0][0] == 0
    assert windows[-1][1] == length
    assert len({end - start for start, end in windows}) == 1
    assert all(end - start <= 10 for start, end in windows)
    assert all(a[1] - b[0] >= 4 for a, b in itertools.pairwise(windows))


def test_no_text_no_windows():
    assert inputs.cut_windows(0, 10, 4) == []


def test_distance_is_exact_nearby_and_signed():
    out = inputs.distances(np.array([[0, 9, 10, 11, 500]]), np.array([10]))
    assert out.tolist() == [[15, 24, 25, 26, 49]]


def test_viterbi_agrees_with_trying_everything():
    rng = np.random.default_rng(3)
    emissions, table = rng.normal(size=(2, 5, 3)).astype(np.float32), rng.normal(size=(4, 4)).astype(np.float32)
    lengths = np.array([5, 3])
    for row, tags in enumerate(viterbi(emissions, lengths, table)):

        def score(path, row=row):
            inner = sum(table[a, b] for a, b in itertools.pairwise(path))
            return (
                table[-1, path[0]] + table[path[-1], -1] + inner + sum(emissions[row, i, t] for i, t in enumerate(path))
            )

        best = max(itertools.product(range(3), repeat=int(lengths[row])), key=score)
        assert tuple(tags.tolist()) == best


def test_states_come_from_the_window_that_shows_most():
    ids = np.arange(4, 29)

    def encoder(full):  # the state of a piece: its id, and how far it is from the nearer end of its window
        near = np.minimum(np.arange(full.shape[1]), np.arange(full.shape[1])[::-1])
        return np.stack([full, np.broadcast_to(near, full.shape)], axis=2).astype(np.float32)

    out = encode(ids, encoder, Settings(window=10, overlap=6, batch=2))
    assert out[:, 0].tolist() == ids.tolist()
    assert out[6:-6, 1].min() >= 3  # half of the overlap


def parts(tags, width=4):
    """Fakes of the three parts: an anchor at each 说, and for every anchor the tags given by `tags(column, at)`."""

    def encoder(full):
        return full[:, :, None].astype(np.float32)

    def characters(hidden, single, place, kinds, depth):
        scores = np.zeros((*single.shape, 4), dtype=np.float32)
        scores[..., 0] = 5
        scores[single == 6, 1] = 10
        return scores, np.broadcast_to(single[:, :, None], (*single.shape, width)).astype(np.float32)

    def conditioned(states, valid, distance, sentence, paragraph, at):
        emissions = np.zeros((*valid.shape, 13), dtype=np.float32)
        for row, column in np.ndindex(*valid.shape):
            emissions[row, column, tags(column - at[row])] = 9
        return emissions, np.tile(np.array([[4, 0, 1, 0]], dtype=np.float32), (len(at), 1))

    return {
        "tokenizer": Letters(),
        "transitions": np.zeros((14, 14), dtype=np.float32),
        "encoder": encoder,
        "characters": characters,
        "conditioned": conditioned,
    }


def test_an_anchor_becomes_an_attribution():
    roles = {-1: 4, 0: 8, 1: 0, 2: 9, 3: 10, 4: 11}
    text = "甲说，好好好。好"
    (found,) = find(text, **parts(lambda d: roles.get(d, 0)), settings=Settings())
    assert (found.source, found.cue, found.content) == (((0, 1),), ((1, 2),), ((3, 6),))
    assert found.type == "indirect"
    assert 0.9 < found.confidence < 1


def test_quotation_marks_settle_the_type():
    roles = {-1: 4, 0: 8, 2: 9, 3: 10, 4: 10, 5: 11}
    (found,) = find("甲说：“好好好”", **parts(lambda d: roles.get(d, 0)), settings=Settings())
    assert found.content == ((4, 7),)
    assert found.type != "mixed"


def test_a_long_content_is_followed_beyond_the_surroundings():
    text = "甲说，" + "好" * 90 + "。" + "甲" * 30
    (found,) = find(
        text,
        **parts(lambda d: 0 if d < 2 or d > 91 else 9 if d == 2 else 11 if d == 91 else 10),
        settings=Settings(left=8, right=12),
    )
    assert found.content == ((3, 93),)


def test_nothing_is_found_in_nothing():
    assert find(" \n", **parts(lambda d: 0), settings=Settings()) == []


def test_a_changed_file_is_refused(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"files": {"config.json": "0" * 64}}), encoding="utf-8")
    with pytest.raises(ShuishuoError, match="E401"):
        AttributionModel(tmp_path)
    with pytest.raises(ShuishuoError, match="E401"):
        AttributionModel(tmp_path / "missing")


@shipped
def test_the_shipped_model_reads_a_plain_case():
    model = AttributionModel(MODELS)
    text = "临江市公安局负责人王建国6日表示，案件正在调查中。记者张华说：“我们会继续关注此事。”"
    found = model.predict(text)
    assert [[text[a:b] for a, b in f.cue] for f in found] == [["表示"], ["说"]]
    assert text[slice(*found[0].content[0])] == "案件正在调查中"
    assert [f.type for f in found] == ["indirect", "direct"]
    assert model.predict(text) == found
    assert model.predict("") == []


@shipped
def test_threads_do_not_change_what_is_found():
    text = "张三说，天气很好。李四认为，明天会下雨，但不会太大。" * 20
    one, two = (AttributionModel(MODELS, threads=n).predict(text) for n in (1, 2))
    assert [(f.source, f.cue, f.content, f.type) for f in one] == [(f.source, f.cue, f.content, f.type) for f in two]


@shipped
def test_nothing_depends_on_what_shares_a_call():
    model = AttributionModel(MODELS)
    numbers = np.random.default_rng(0)
    ids = numbers.integers(5, 2000, (3, 40))
    np.testing.assert_array_equal(model.forward(ids)[1], model.forward(ids[1:2])[0])
    anchors, length = 6, 320  # more than one call holds
    around = (
        numbers.standard_normal((anchors, length, 128)).astype(np.float32),
        np.ones((anchors, length), dtype=np.int64),
        *(numbers.integers(0, size, (anchors, length)) for size in (inputs.DISTANCES, inputs.SENTENCES)),
        numbers.integers(0, inputs.PARAGRAPHS, (anchors, length)),
        np.arange(anchors),
    )
    emissions, judged = model._roles(*around)
    assert (emissions.shape[:2], len(judged)) == ((anchors, length), anchors)
    alone, _ = model._roles(*(array[4:5] for array in around))
    np.testing.assert_allclose(emissions[4], alone[0], rtol=1e-4, atol=1e-4)
