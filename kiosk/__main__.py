"""``python -m kiosk`` is the ``kakanai`` command."""

import sys

from kiosk.cli import main

sys.exit(main())
