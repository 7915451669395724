"""shuishuo（谁说）: who said what in Chinese news, and on whose side."""

from importlib.metadata import version

__version__ = version("shuishuo")
__all__ = ["__version__", "load"]


def __getattr__(name: str) -> object:
    if name == "load":  # imported on first use: `shuishuo.record` alone must not pull in the models' libraries
        from .annotator import load

        return load
    raise AttributeError(f"module 'shuishuo' has no attribute {name!r}")
