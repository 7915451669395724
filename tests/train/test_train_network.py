"""The network and one epoch of training, tiny. Needs torch."""

from pathlib import Path

import pytest

from shuishuo.train.data import Anchor, Example

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # The exporter says so of any model: here the condition is the same for every input, and no index is negative.
    pytest.mark.filterwarnings("ignore:Converting a tensor to a Python boolean"),
    pytest.mark.filterwarnings("ignore:Exporting aten..index operator"),
]


@pytest.fixture
def torch():
    return pytest.importorskip("torch")


def test_partition_agrees_with_autograd(torch):
    from shuishuo.train.network import FORBIDDEN, Partition, allowed

    torch.manual_seed(0)
    emissions = torch.randn(3, 6, 13, requires_grad=True)
    table = torch.where(allowed(), torch.randn(14, 14), torch.tensor(FORBIDDEN)).requires_grad_()
    lengths, weights = torch.tensor([6, 4, 1]), torch.tensor([1.0, 2.0, 0.5])

    def slowly():
        sums = []
        for row, length in enumerate(lengths):
            alpha = emissions[row, 0] + table[-1, :-1]
            for i in range(1, int(length)):
                alpha = torch.logsumexp(alpha[:, None] + table[:-1, :-1], 0) + emissions[row, i]
            sums.append(torch.logsumexp(alpha + table[:-1, -1], 0))
        return torch.stack(sums)

    fast, slow = Partition.apply(emissions, table, lengths), slowly()
    torch.testing.assert_close(fast, slow)
    ours = torch.autograd.grad((fast * weights).sum(), [emissions, table])
    theirs = torch.autograd.grad((slow * weights).sum(), [emissions, table])
    torch.testing.assert_close(ours[0], theirs[0])
    torch.testing.assert_close(ours[1], theirs[1], atol=1e-5, rtol=1e-4)


def tiny_encoder(folder: Path) -> None:
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel

    pieces = [
        ("<s>", 0.0),
        ("<pad>", 0.0),
        ("</s>", 0.0),
        ("<unk>", 0.0),
        *((c, -5.0) for c in "▁甲乙说称好坏，。“”:,"),
    ]
    tokenizer = Tokenizer(models.Unigram([*pieces, ("<mask>", 0.0)], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(pieces) + 1,
        hidden_size=24,
        num_hidden_layers=2,
        num_attention_heads=12,
        intermediate_size=32,
        attention_probs_dropout_prob=0.0,
    )
    (folder / "encoder.json").write_text(config.to_json_string(), encoding="utf-8")
    save_file(BertModel(config, add_pooling_layer=False).state_dict(), folder / "encoder.safetensors")


def test_a_tiny_model_is_trained_exported_and_run(torch, tmp_path):
    pytest.importorskip("onnx")
    from shuishuo.attribute.model import AttributionModel
    from shuishuo.attribute.model_decode import Settings
    from shuishuo.train.batches import Plan
    from shuishuo.train.export import export
    from shuishuo.train.fit import fit, load_network, predict
    from shuishuo.train.network import Shape

    torch.manual_seed(0)
    anchor = Anchor(start=1, end=2, bare=False, source=((0, 1),), cue=((1, 2),), content=((3, 5),), type=1)
    examples = [Example(id=str(i), text=f"{s}说，好坏。", anchors=(anchor,)) for i, s in enumerate("甲乙" * 8)]
    shape = Shape(width=16, heads=2, layers=1, dropout=0.0)
    tiny_encoder(tmp_path)
    plan = Plan(epochs=25, batch=4, frozen=0, blur=0.0, decoys=1, head_rate=1e-2, warmup=0.1, shape=shape)
    history = fit(examples[4:], examples[:4], tmp_path, tmp_path / "fit", plan)["history"]
    assert history[-1]["content"] == 100.0
    network = load_network(tmp_path / "fit", tmp_path, shape)
    settings = Settings(left=shape.left, right=shape.right)
    export(network, tmp_path / "tokenizer.json", tmp_path / "out", settings)
    model = AttributionModel(tmp_path / "out")
    (found,) = model.predict("乙说，好坏。")
    (wanted,) = predict(network, model.tokenizer, "乙说，好坏。", settings)
    assert (found.source, found.cue, found.content, found.type) == (
        wanted.source,
        wanted.cue,
        wanted.content,
        wanted.type,
    )
