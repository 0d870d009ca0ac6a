"""``python -m kiosk.app --config kiosk.toml``: a citizen process.

While all is loaded nothing is looked through for rubbish: there is none, and looking took a tenth of the start.
:meth:`kiosk.app.citizen.CitizenProcess.start` begins with it.
"""

import gc
import os
import sys

gc.disable()

from kiosk.app.citizen import main  # noqa: E402 - what it loads is what the line above is about

# Not sys.exit: the thread that reads the channel holds its lock, and there is nothing to save.
code = main()
sys.stdout.flush()
os._exit(code)
