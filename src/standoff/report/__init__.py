"""Reports: an analysis as sections of format-free blocks, and the renderers of those blocks.

`blocks` and `figures` say what a report is made of, `charts` draws, `html`, `markdown`,
`terminal` and `data` render, and `sections` turns an analysis into blocks. This layer computes
nothing about a crisis.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standoff.workbench import Analysis


def write(analysis: "Analysis", form: str = "html") -> str:
    """Return the report of an analysis as text; see `standoff.report.assembly.write`."""
    from standoff.report.assembly import write as whole

    return whole(analysis, form)
