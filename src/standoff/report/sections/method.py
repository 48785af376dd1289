"""How it was computed, so that it can be repeated, and what is not guaranteed."""

from typing import TYPE_CHECKING

from standoff import __version__
from standoff.report.blocks import Block, Details, Facts, Section, bullets, callout
from standoff.report.prose import Prose, code, prose
from standoff.report.words import counted, day, number
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.forecast.result import Others


BESIDE = (
    "It was followed beside that of a like crisis solved before, which is quicker and nearly always comes "
    "to the same; in another process it is followed from nothing."
)


def section(analysis: Analysis) -> Section:
    """Return seed, version, hash, residual, and the limits of the method."""
    forecast = analysis.forecast
    blocks: list[Block] = [Facts(tuple(facts(analysis)))]
    if not forecast.quality.converged:
        blocks.append(
            callout(
                "warning",
                "The solver did not converge in every draw",
                f"Its largest residual is {number(forecast.quality.residual)}; it should be below "
                "1e−8. Take the numbers as a rough guide, and simplify the crisis or lower a "
                "precision.",
            )
        )
    blocks.append(
        Details(
            "What was done, and what is not guaranteed",
            (
                bullets(
                    "Each actor gets to decide at random times at its tempo, and chooses among "
                    "its moves with a probability that grows with what they are worth to it: "
                    "utilities from its wants, less the effort of the change, looked ahead as "
                    "far as its patience reaches, given how the others choose (a Markov logit "
                    "equilibrium).",
                    "Probabilities over time are solved exactly by uniformisation, not simulated.",
                    "What is not known is drawn: weights, tempos, precisions, priors, and every "
                    "claim true or false. The number is the mean over the draws, weighted by all "
                    "evidence; the range holds 90% of their weight.",
                    "Of several equilibria of the game, the one that grows out of random choice "
                    f"as precision rises is taken. {others(forecast.solver.others)}",
                    *([BESIDE] if forecast.quality.guided else []),
                    "The numbers follow from the file. They are not frequencies of anything that "
                    "was observed, and the range does not cover an error of the file itself.",
                ),
            ),
        )
    )
    return Section("method", "Method", tuple(blocks), role="appendix")


def others(found: "Others | None") -> str:
    """Say whether there are other equilibria, and how much they would change."""
    if found is None:
        return "Others were not looked for."
    looked = (
        f"From {counted(found.starts, 'other start')} at the central values, "
        f"{counted(found.reached, 'search', 'searches')} came to an equilibrium"
    )
    if not found.found:
        return f"{looked}, always to this one; that does not prove that there is no other."
    return (
        f"{looked}, and {counted(found.found, 'other equilibrium', 'other equilibria')} "
        f"turned up: in them the probability of a scenario differs by up to "
        f"{found.apart * 100:.0f} points. Where actors could settle into another habit of "
        "play, take that as part of the uncertainty."
    )


def facts(analysis: Analysis) -> list[tuple[str, Prose]]:
    """Return what is needed to repeat the run."""
    crisis, run, forecast = analysis.crisis, analysis.run, analysis.forecast
    found = [("Crisis file", prose(code(crisis.origin.name)))]
    if crisis.as_of:
        found.append(("As of", prose(day(crisis.as_of))))
    found.append(("States", prose(number(analysis.problem.space.states))))
    if run.point:
        found.append(
            ("Draws", prose(f"central values, {counted(len(analysis.draws), 'case')} of claims"))
        )
    else:
        found.append(("Draws", prose(_draws(analysis))))
        found.append(("Seed", prose(str(run.seed))))
    found.append(("Largest residual", prose(number(forecast.quality.residual))))
    found.append(("standoff", prose(__version__)))
    found.append(("Hash of the crisis", prose(code(crisis.hash))))
    if crisis.citation:
        found.append(("Citation", prose(crisis.citation)))
    return found


def _draws(analysis: Analysis) -> str:
    """Return how many draws carry the answer, and how they were found."""
    sampling = analysis.sampling
    effective = number(round(sampling.effective, 1))
    if sampling.method != "tempered":
        return f"{analysis.run.draws:,}, effective {effective}"
    return (
        f"{analysis.run.draws:,} at first, of which {number(round(sampling.first_effective, 1))} fitted"
        f" the evidence; sequential Monte Carlo solved {sampling.solved:,} in all and kept"
        f" {len(sampling.weights):,}, effective {effective}"
    )
