"""The style sheet of reports, for who shows them and for who frames them."""

from functools import cache
from importlib.resources import files

from standoff.report.palette import classes, variables


@cache
def style() -> str:
    """Return the style sheet that goes with what `standoff.report.html` makes."""
    sheet = files("standoff.report").joinpath("style.css").read_text(encoding="utf-8")
    return f"{variables()}\n{sheet}\n{classes()}"
