"""The whole check of the kiosk's pack, once where the kiosk starts: citizens' processes then read it quickly."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from forms.catalogue.faults import PackFaults
from forms.catalogue.load import load
from kiosk.app.config import ConfigFault, load_config

_NICE = 10
"""The first screen is being made beside it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 with every fault on standard error, 2 for a wrong configuration."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.app.pack_check", description="Check the kiosk's pack."
    )
    parser.add_argument("--config", type=Path, required=True, help="the kiosk's TOML file")
    chosen = parser.parse_args(arguments)
    os.nice(_NICE)
    try:
        load(load_config(chosen.config).pack)
    except ConfigFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    except PackFaults as faults:
        sys.stderr.write(f"{faults}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
