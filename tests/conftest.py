"""What holds for all tests."""

import os

from hypothesis import settings

# No time limit per example: these machines are shared.  A landing must not depend on luck, so CI draws the same
# examples each time; everywhere else they are new ones, and a failure prints how to come back to it.
settings.register_profile("anywhere", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("anywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")
