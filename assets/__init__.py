"""Data only: packs, wording, fonts, icons, schemas.  ``ROOT`` is where they lie."""

from pathlib import Path

ROOT = Path(__file__).parent
