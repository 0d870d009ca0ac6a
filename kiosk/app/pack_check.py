"""The whole check of the kiosk's pack and its forms, once where it starts: citizens' processes then read quickly."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.catalogue.faults import PackFaults
from forms.catalogue.load import load
from forms.catalogue.model import Pack
from forms.document import TemplateFault, TemplateFaults, load_template
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
        pack = load(load_config(chosen.config).pack)
    except ConfigFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    except PackFaults as faults:
        sys.stderr.write(f"{faults}\n")
        return 1
    faulty = list(template_faults(pack))
    sys.stderr.writelines(f"{fault}\n" for fault in faulty)
    return int(bool(faulty))


def template_faults(pack: Pack) -> Iterator[TemplateFault]:
    """Of every form's template; those that are missing are the pack's faults."""
    for form in pack.forms.values():
        try:
            load_template(form.template)
        except TemplateFaults as found:
            yield from found.faults


if __name__ == "__main__":
    sys.exit(main())
