"""Which smallest changes of what the actors want would let the status quo rest."""

from dataclasses import replace

from standoff.errors import LimitReached, UsageError
from standoff.report.blocks import Section
from standoff.report.prose import Prose, prose
from standoff.report.rests import Rests
from standoff.report.sections import inverse
from standoff.report.words import joined
from standoff.workbench import Analysis

CONCEPT = "R"
"""By which nobody wants to leave, whatever the others would answer."""

SECONDS = 5.0
"""Time for each actor: a report does not wait for a proof."""


def section(analysis: Analysis) -> Section:
    """Return the changes that would make the status quo an equilibrium, if it is none.

    Parameters
    ----------
    analysis
        A crisis; only its stability is asked for.

    Returns
    -------
    Section
        Without blocks where the status quo is an equilibrium already, or there is no answer.
    """
    blank = Section("steadying", "What would let the status quo rest", ())
    rests = Rests(analysis)
    if rests.status_quo in analysis.stability.equilibria(CONCEPT):
        return blank
    try:
        result = analysis.make_stable("status-quo", CONCEPT, SECONDS)
    except (LimitReached, UsageError):
        return blank
    told = inverse.section(analysis, result)
    return replace(told, id=blank.id, title=blank.title, lead=_lead(rests, told.lead))


def _lead(rests: Rests, told: Prose) -> Prose:
    """Say by what the status quo holds now, and what would need no fear."""
    held = rests.by(rests.status_quo)
    now = "Nothing holds the status quo now"
    if held:
        now = f"Only fear of answers holds the status quo now (by {joined(held)})"
    return prose(now, ". What would do without: ", *told)
