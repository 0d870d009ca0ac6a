"""``python -m sync.office``: the same as ``kakanai office``."""

from __future__ import annotations

import argparse
import sys

from sync.office import cli


def main() -> int:
    """Parse and run."""
    parser = argparse.ArgumentParser(prog="python -m sync.office", description=cli.__doc__)
    cli.add_arguments(parser)
    return cli.run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
