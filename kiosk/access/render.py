"""Renders the fixed prompts to wave files, at build time.

    python -m kiosk.access.render --list                     what has to be rendered, one a line
    packaging/voice out/voice                                renders them (in an environment of its own)

The engine is pyopenjtalk-plus (MIT and BSD parts) with its voice "Mei" (CC BY 3.0, MMDAgent Project Team, Nagoya
Institute of Technology): name it where the kiosk names its licences.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import assets
from forms.catalogue import Wording
from kiosk.access.prompts import file_name, fixed_prompts, spoken_digits


def all_prompts() -> frozenset[str]:
    """Of the kiosk and of every pack."""
    own = assets.ROOT / "wording"
    packs = sorted((assets.ROOT / "packs").glob("*/wording"))
    return fixed_prompts((own, *packs)) | spoken_digits(Wording.from_files(own))


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes ``<file name><tab><text>`` a line."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.access.render", description=__doc__)
    parser.add_argument("--list", action="store_true", required=True)
    parser.parse_args(arguments)
    for text in sorted(all_prompts()):
        sys.stdout.write(f"{file_name(text)}\t{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
