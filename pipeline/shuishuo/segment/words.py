"""Words by our own spacy-pkuseg model, through spaCy's Chinese tokenizer."""

from collections.abc import Sequence
from functools import cache

import spacy
import spacy_pkuseg
from spacy.lang.zh import ChineseTokenizer, Segmenter
from spacy.language import Language
from spacy.vocab import Vocab

from ..record import Range
from ..resources import folder, verified_files
from .sentences import pieces

MODEL = "models/segmenter"
LONGEST = 5_000  # characters cut at once; memory grows by about a kilobyte each


def words(text: str, paragraphs: Sequence[Range]) -> tuple[Range, ...]:
    """The words of the paragraphs of a text, without white space. Each paragraph is cut on its own, a very
    long one in pieces.

    Raises ShuishuoError E401 where the model is missing or not the one that was published.
    """
    tokenizer = _tokenizer()
    found: list[Range] = []
    with tokenizer.vocab.memory_zone():  # or the words of every article would stay in memory
        for start, end in (piece for whole in paragraphs for piece in pieces(text, whole, longest=LONGEST)):
            for index, length in tokenizer(text[start:end]).to_array(["IDX", "LENGTH"]).tolist():
                if not text[start + index].isspace():
                    found.append((start + index, start + index + length))
    return tuple(found)


def blank() -> Language:
    """A new spaCy pipeline `zh` without components, its tokenizer cutting words with our model.

    `nlp(text).text == text` for any text, white space and line ends included. It can be written with `to_disk` and
    read with `spacy.load`. Raises ShuishuoError E401 where the model is missing or not the one that was published.
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    if not isinstance(nlp.tokenizer, ChineseTokenizer):
        raise TypeError(f"spaCy made a {type(nlp.tokenizer).__name__} for zh, not a ChineseTokenizer")
    nlp.tokenizer.pkuseg_seg = _model()
    return nlp


@cache
def _tokenizer() -> ChineseTokenizer:
    """The tokenizer with a vocabulary that computes no lexical attributes: only the boundaries are wanted."""
    tokenizer = ChineseTokenizer(Vocab(), Segmenter.pkuseg)
    tokenizer.pkuseg_seg = _model()
    return tokenizer


@cache
def _model() -> spacy_pkuseg.pkuseg:
    """The model, loaded at its first use, once a process."""
    path = folder(MODEL)
    verified_files(path)
    model = spacy_pkuseg.pkuseg(str(path), user_dict=None)
    # Left unset where there is no user dictionary, but spaCy writes them with the tokenizer.
    model.postprocesser.common_words = set()
    model.postprocesser.other_words = set()
    return model
