"""Reading, checking and encoding a crisis need neither numba nor any engine."""

import subprocess
import sys

from standoff.catalog import path

CODE = """
import sys
from standoff.crisis.notes import notes
from standoff.encode import encode
from standoff.files.read import read
crisis = read(sys.argv[1])
notes(crisis)
encode(crisis)
heavy = {"numba", "llvmlite", "scipy", "pandas", "joblib", "jinja2"} & set(sys.modules)
engines = {name for name in sys.modules if name.startswith("standoff.engines")}
print(sorted(heavy | engines))
"""


def test_no_heavy_module_is_imported():
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path("durand-line"))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
