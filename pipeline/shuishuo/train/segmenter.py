"""Train the word segmenter: a CRF of spacy-pkuseg on a treebank and on news in the treebank's manner of cutting words.

    python -m shuishuo.train.segmenter --treebank ../shared/treebank --news ../shared/news/articles.jsonl.gz \
        --output models/segmenter

Two passes. The first learns from UD Chinese GSD alone. The second adds news: the first model cuts it, and where LAC,
which knows far more words but cuts more coarsely, shows that it went astray on a word the treebank does not have, LAC
has the last word. Features whose weights came out the same for every label are left out and the weights are rounded,
which keeps the model small without changing what it does.
"""

import argparse
import gzip
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import opencc
import spacy_pkuseg
from spacy_pkuseg.config import config as pkuseg_config
from spacy_pkuseg.feature_extractor import FeatureExtractor

from ..resources import write_manifest
from ..segment.sentences import paragraphs, sentences
from ..segment.tagger import Tagged, tag
from ..segment.treebank import MARKS, Sentence, read_treebank

TRAINING = "gsd-train.traditional.ud1.conllu"
DEVELOPMENT = "gsdsimp-dev.conllu"
SEED = 20_170_601
EPOCHS = (6, 10)  # of the first and the second pass
NEWS_CHARACTERS = 400_000
LEAST_COUNT = 2  # a feature seen once says nothing
WEIGHT_STEP = 2.0**-7  # weights are rounded to multiples of it
LEAST_SPREAD = 2.0**-5  # a feature whose weights for the five labels differ by less is left out

_T2S = opencc.OpenCC("t2s")
_GRAMMAR = frozenset(("w", "TIME", "m", "q", "u", "p", "c", "r", "xc", "d"))


def silver(text: str, cut: Callable[[str], Sentence], known: Counter[str], pairs: Counter[str]) -> Iterator[Sentence]:
    """The sentences of a news text in the treebank's manner.

    `cut` is the first model; `known` counts the treebank's words and `pairs` its neighbouring words written together.
    """
    for start, end in sentences(text, paragraphs(text)):
        piece = "".join(text[start:end].split())
        if piece:
            yield _mended(piece, cut(piece), tag(piece, ((0, len(piece)),)), known, pairs)


def _mended(text: str, words: Sentence, tagged: Sequence[Tagged], known: Counter[str], pairs: Counter[str]) -> Sentence:
    ends = set(accumulate(len(word) for word in words))
    cuts = set(ends)
    for start, end, label in tagged:  # 菜|鸟 → 菜鸟, unless the treebank has the two apart
        apart = end - start == 2 and {start, start + 1, end} <= ends | {0}
        if apart and label not in _GRAMMAR and not pairs[text[start:end]]:
            cuts.discard(start + 1)
    for start, end in pairwise((0, *sorted(ends))):  # a word the model made up, across what LAC has as two
        if not known[text[start:end]]:
            cuts |= {word.end for word in tagged if start < word.end < end}
    return [text[start:end] for start, end in pairwise((0, *sorted(cuts)))]


def news_texts(path: Path, *, characters: int, without: frozenset[str]) -> Iterator[str]:
    """Texts from a gzipped JSON Lines file in seeded random order, up to so many characters, none of `without`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [str(json.loads(line)["text"]) for line in file]
    random.Random(SEED).shuffle(texts)  # noqa: S311
    for text in texts:
        if characters <= 0:
            return
        if text not in without:
            characters -= len(text)
            yield _T2S.convert(text).translate(MARKS)


def fit(train: Iterable[Sentence], development: Iterable[Sentence], output: Path, *, epochs: int) -> None:
    """Train a pkuseg model on words and save it in the folder `output`."""
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch, "train.txt"), Path(scratch, "development.txt")
        for file, part in zip(files, (train, development), strict=True):
            file.write_text("".join(" ".join(words) + "\n" for words in part), encoding="utf-8")
        random.seed(SEED)
        pkuseg_config.featureTrim = LEAST_COUNT - 1
        spacy_pkuseg.train(str(files[0]), str(files[1]), str(output), train_iter=epochs)


def shrink(source: Path, output: Path) -> None:
    """Write a model again without the features that make no difference, its weights rounded, and a manifest."""
    extractor = FeatureExtractor.load(source)
    with np.load(source / "weights.npz") as arrays:
        labels, features = (int(size) for size in arrays["sizes"])
        weights = np.round(arrays["w"] / WEIGHT_STEP) * WEIGHT_STEP
    emissions, transitions = weights[: labels * features].reshape(features, labels), weights[labels * features :]
    keep = np.ptp(emissions, axis=1) >= LEAST_SPREAD
    keep[0] = True  # the bias, which the extractor takes to be the first
    names = sorted(extractor.feature_to_idx, key=extractor.feature_to_idx.__getitem__)
    extractor.feature_to_idx = {names[old]: new for new, old in enumerate(np.flatnonzero(keep).tolist())}
    extractor.bigram = set()  # needed in training only
    output.mkdir(parents=True, exist_ok=True)
    extractor.save(output)
    # float64 because the decoder takes nothing else; rounded numbers compress to about two bytes
    np.savez_compressed(
        output / "weights.npz",
        sizes=np.array([labels, int(keep.sum())]),
        w=np.concatenate([emissions[keep].ravel(), transitions]),
    )
    write_manifest(output, ["features.msgpack", "weights.npz"])


def train(treebank: Path, news: Path, output: Path, *, without: frozenset[str] = frozenset()) -> None:
    """Both passes. `without` holds texts that must not be learnt from. Takes about ten minutes on one core."""
    gold, development = read_treebank(treebank / TRAINING), read_treebank(treebank / DEVELOPMENT)
    known = Counter(word for words in gold for word in words)
    pairs = Counter(first + second for words in gold for first, second in pairwise(words))
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        fit(gold, development, Path(first), epochs=EPOCHS[0])
        model = spacy_pkuseg.pkuseg(first, user_dict=None)
        texts = news_texts(news, characters=NEWS_CHARACTERS, without=without)
        extra = [words for text in texts for words in silver(text, model.cut, known, pairs)]
        fit([*gold, *extra], development, Path(second), epochs=EPOCHS[1])
        shrink(Path(second), output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--news", type=Path, required=True, help="gzipped JSON Lines with `text`")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="JSON Lines of articles not to learn from")
    parser.add_argument("--output", type=Path, required=True, help="folder of the model")
    given = parser.parse_args()
    without = {str(json.loads(line)["text"]) for path in given.without for line in path.read_text("utf-8").splitlines()}
    train(given.treebank, given.news, given.output, without=frozenset(without))


if __name__ == "__main__":
    main()
