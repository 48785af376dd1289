"""Settings for all tests; HYPOTHESIS_PROFILE=thorough tries ten times as many examples.

No test sees what another one, or the person who runs them, has kept.
"""

import os

from hypothesis import HealthCheck, settings

os.environ["STANDOFF_CACHE"] = "off"

settings.register_profile(
    "default", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
