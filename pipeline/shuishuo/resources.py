"""Where the package's own data lies: beside the code in a wheel, at the top of the repository in a checkout."""

from pathlib import Path

from .errors import ShuishuoError

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The data folder `name`, such as `models/segmenter` or `corpus/lexicon`.

    Raises ShuishuoError E401 where it is in neither place.
    """
    for root in (_PACKAGE / "data", _REPOSITORY):
        if (root / name).is_dir():
            return root / name
    raise ShuishuoError("E401", name)
