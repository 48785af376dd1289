"""``standoff stability``: where the crisis can come to rest."""

from typing import Any

import click

from standoff.cli import stability_questions as questions
from standoff.cli.arguments import (
    MOST_DRAWS,
    MOST_JOBS,
    as_of_option,
    file_argument,
    json_option,
    make_run,
    max_states_option,
    open_crisis,
    set_option,
)
from standoff.cli.console import compile_notice, print_json, print_sections, progress_bar
from standoff.cli.values import Amount, Whole
from standoff.settings import DRAWS, SEED

EPILOG = """
\b
Examples:
  standoff stability cases/elmira
  standoff stability cases/korea-2017 --concepts R,SEQ,FH --by-actor
  standoff stability cases/prisoners-dilemma --concepts R,L2,NM
  standoff stability cases/elmira --explain status-quo --concept SEQ
  standoff stability mine.yaml --explain "ttp.attacks, pakistan.posture=alert" --actor ttp
  standoff stability cases/chicken --evolution
  standoff stability cases/elmira --coalitions all
  standoff stability cases/elmira --coalitions moe+local,uniroyal+local --concepts R
  standoff stability cases/chicken --make-stable status-quo --concept R
  standoff stability mine.yaml --robust --concepts R,SEQ --draws 512
  standoff stability mine.yaml --hypergame --concept SEQ
  standoff stability mine.yaml --strength 4
  standoff stability mine.yaml --attitudes
  standoff stability mine.yaml --set wants_us_back=false --json
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--concepts",
    "--concept",
    help="Solution concepts, with commas between: of R, GMR, SMR, SEQ, SSEQ, SIM, FH, and for two"
    " actors L2, L3, ... and NM (L2C, NMC: the conservative rule, for any number of actors)."
    " Default: R,GMR,SMR,SEQ,SSEQ,SIM; with --coalitions R,GMR,SMR,SEQ; with --make-stable R;"
    " with --unknown, --strength and --attitudes R,GMR,SMR,SEQ,SSEQ.",
)
@click.option("--by-actor", is_flag=True, help="Also list the states stable for each actor.")
@click.option(
    "--explain",
    metavar="STATE",
    help="Say why a state is stable or not: who could improve, who would answer, how. STATE is"
    " what is on, with commas between; 'nothing'; or 'status-quo'.",
)
@click.option(
    "--actor", "actors", multiple=True, help="With --explain: for this actor only; can be repeated."
)
@click.option(
    "--evolution",
    is_flag=True,
    help="Show the ways from the status quo to each equilibrium, by any moves and by moves that"
    " pay those who make them, and whose move is missing.",
)
@click.option(
    "--ways",
    type=Whole(min=1, max=10_000),
    help="With --evolution: most sequences of each kind, the shortest first (default: 3).",
)
@click.option(
    "--coalitions",
    metavar="WHICH",
    help="What actors would leave together: 'all', or coalitions such as us+rok,us+china.",
)
@click.option(
    "--make-stable",
    metavar="STATE",
    help="Find the smallest changes of preferences that make STATE an equilibrium, and whose.",
)
@click.option(
    "--robust",
    is_flag=True,
    help="Find in what share of the draws of all that is not known each state is an equilibrium,"
    " and which preference or hypothesis decides it.",
)
@click.option(
    "--hypergame",
    is_flag=True,
    help="Judge states as each actor sees the crisis, with the file's `perceptions`: what is"
    " stable all the same, what is hidden from whom, what somebody expects in vain.",
)
@click.option(
    "--unknown",
    is_flag=True,
    help="Judge states with preferences taken as not known where draws order two states either"
    " way, by each of four attitudes to what is not known.",
)
@click.option(
    "--strength",
    type=Amount(min=0, min_open=True),
    metavar="UNITS",
    help="Say how firmly the equilibria hold: a preference is strong where weights add up to a"
    " difference of more than so many units, such as 4.",
)
@click.option(
    "--attitudes",
    is_flag=True,
    help="Judge states for actors who wish others well or ill, whatever the weight: as the sign of"
    " their `regard` for them.",
)
@click.option(
    "--draws",
    type=Whole(min=1, max=MOST_DRAWS),
    help=f"With --robust or --unknown: draws (default: {DRAWS}).",
)
@click.option(
    "--seed",
    type=Whole(min=0),
    help=f"With --robust or --unknown: random seed (default: {SEED}).",
)
@click.option(
    "--point",
    is_flag=True,
    help="With --robust or --unknown: central values and every combination of hypotheses instead of draws.",
)
@click.option(
    "--jobs",
    type=Whole(min=1, max=MOST_JOBS),
    help="With --robust or --unknown: threads side by side (default: all cores); the numbers do not"
    " depend on it.",
)
@set_option
@as_of_option
@json_option
@max_states_option
def stability(
    file: str,
    concepts: str | None,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    max_states: int,
    **asked: Any,
) -> None:
    """Find the equilibria: states that no actor would leave, by each solution concept.

    Hypotheses take the value that prior and signals make more probable; --set fixes them.
    --explain, --evolution, --coalitions, --make-stable, --robust, --hypergame,
    --unknown, --strength and --attitudes each ask a further question.
    """
    from standoff.workbench import Analysis

    question = questions.chosen(asked)
    wanted = questions.concepts(question, concepts)
    crisis = open_crisis(file, changes, as_of)
    drawn = question in questions.DRAWN
    with progress_bar("judging draws") if drawn else compile_notice() as progress:
        run = make_run(
            progress,
            draws=asked["draws"] or DRAWS,
            seed=SEED if asked["seed"] is None else asked["seed"],
            point=asked["point"],
            jobs=asked["jobs"],
            max_states=max_states,
            cache=drawn,
        )
        analysis = Analysis(crisis, run, concepts=wanted)
        answer = questions.ANSWERS[question](analysis, asked)
    if as_json:
        print_json(answer.data())
    else:
        print_sections(answer.section())
