"""The ``kakanai`` command.  Subcommands load when called, so an office installs without Qt."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One word of the command line and the module that has ``add_arguments`` and ``run``."""

    name: str
    module: str
    summary: str


SUBCOMMANDS = (
    Subcommand("demo", "kiosk.story.demo", "the main job on this machine, on emulated devices"),
    Subcommand("kiosk", "kiosk.supervisor.cli", "run a kiosk: supervisor, keeper, citizens"),
    Subcommand("staff", "kiosk.staff.cli", "badges and codes of the staff who help at a kiosk"),
    Subcommand("key", "sync.sender.key_cli", "a kiosk's key file: look, seal it to the TPM"),
    Subcommand("printer", "kiosk.staff.printer_cli", "how the printers are, and a test page"),
    Subcommand("dock", "kiosk.devdock.cli", "lay emulated cards on the virtual reader"),
    Subcommand("card", "cardreader.cli", "look at readers and cards: info, read, watch"),
    Subcommand("catalogue", "forms.catalogue.cli", "check, list and explain the packs"),
    Subcommand("report", "forms.report.cli", "figures: boxes of forms that are filled"),
    Subcommand("form", "forms.render.cli", "render and check forms"),
    Subcommand("story", "kiosk.story.cli", "play stories through the real app or without Qt"),
    Subcommand(
        "bench", "kiosk.bench.cli", "measure this machine: journey, forms, screen, paper, office"
    ),
    Subcommand("office", "sync.office.cli", "the back office: init, serve, accounts, cases"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; its exit code: 0 done, 1 it failed, 2 the call was wrong."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = next((s for s in SUBCOMMANDS if words and s.name == words[0]), None)
    if chosen is None:
        _overview().parse_args(words)
        _overview().print_help()
        return 2
    module = importlib.import_module(chosen.module)
    parser = argparse.ArgumentParser(
        prog=f"kakanai {chosen.name}",
        description=chosen.summary,
        epilog=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    exit_code: int = module.run(parser.parse_args(words[1:]))
    return exit_code


def _overview() -> argparse.ArgumentParser:
    width = max(len(s.name) for s in SUBCOMMANDS)
    lines = "\n".join(f"  {s.name:<{width}}  {s.summary}" for s in SUBCOMMANDS)
    return argparse.ArgumentParser(
        prog="kakanai",
        usage="kakanai SUBCOMMAND …",
        description=f"書かない窓口\n\n{lines}\n\nexample: kakanai catalogue list --json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
