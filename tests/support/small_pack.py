"""A small pack of ten procedures, for tests of how journeys work: it does not grow with the packs that we ship."""

from pathlib import Path
from typing import Final

SMALL: Final = Path(__file__).parents[1] / "packs"
"""Holds ``standard`` and, over it, ``toyonaka``, as they were when the engine was made."""
