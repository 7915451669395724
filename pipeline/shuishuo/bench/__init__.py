"""How fast annotating is, stage by stage and beside the encoder's bare forward pass, and how much memory it takes.

    python -m shuishuo.bench PATH [--articles N] [--output bench.json]

Times are seconds of one processor, so they are the same on a busy machine; everything runs on one thread.
"""

from .measure import Bench, measure

__all__ = ["Bench", "measure"]
