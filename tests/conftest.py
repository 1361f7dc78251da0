"""How the property tests run: anew each time for whoever works on the code, always the same in CI."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadlines: how long an example takes says more about the machine than about the program.
# What was worked out in earlier runs is not what is tested, and the user's cache is none of a test's business.
os.environ["CCHC_CACHE"] = "off"

settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("here")
if os.environ.get("CI"):
    settings.load_profile("ci")
