"""Why the status quo holds or not, actor by actor."""

from dataclasses import replace

from standoff.report.blocks import Section
from standoff.report.sections import explanation
from standoff.workbench import Analysis


def section(analysis: Analysis) -> Section:
    """Return who could improve on the status quo, who would answer how, and whether that deters."""
    told = explanation.section(analysis, analysis.explain("status-quo"))
    return replace(told, id="status-quo", title="Why the status quo holds, or not")
