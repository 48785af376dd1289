"""``standoff stability``: where the crisis can come to rest."""

from typing import Any

import click

from standoff.cli.arguments import (
    as_of_option,
    file_argument,
    json_option,
    max_states_option,
    open_crisis,
    set_option,
)
from standoff.cli.console import compile_notice, print_json, print_sections

EPILOG = """
\b
Examples:
  standoff stability cases/elmira
  standoff stability cases/korea-2017 --concepts R,SEQ,FH --by-actor
  standoff stability mine.yaml --set wants_us_back=false --json
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--concepts",
    default="R,GMR,SMR,SEQ,SSEQ,SIM",
    show_default=True,
    help="Solution concepts, of R, GMR, SMR, SEQ, SSEQ, SIM, FH.",
)
@click.option("--by-actor", is_flag=True, help="Also list the states stable for each actor.")
@set_option
@as_of_option
@json_option
@max_states_option
def stability(
    file: str,
    concepts: str,
    by_actor: bool,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    max_states: int,
) -> None:
    """Find the equilibria: states that no actor would leave, by each solution concept.

    Hypotheses take the value that prior and signals make more probable; --set fixes them.
    """
    from standoff.workbench import Analysis, Run

    wanted = tuple(name.strip().upper() for name in concepts.split(",") if name.strip())
    crisis = open_crisis(file, changes, as_of)
    with compile_notice():
        analysis = Analysis(crisis, Run(max_states=max_states), concepts=wanted)
        result = analysis.stability
    if as_json:
        print_json(result.to_json(by_actor=by_actor))
        return
    from standoff.report.sections import equilibria

    print_sections(equilibria.section(analysis, by_actor=by_actor))
