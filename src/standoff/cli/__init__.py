"""The command line: each command parses, calls the workbench, and prints."""

import sys

import click

from standoff.cli.audit import audit
from standoff.cli.cache import cache
from standoff.cli.calibrate import calibrate
from standoff.cli.cases import cases
from standoff.cli.check import check
from standoff.cli.completion import completion
from standoff.cli.diff import diff
from standoff.cli.dilemma import dilemma
from standoff.cli.draft import draft
from standoff.cli.drivers import drivers
from standoff.cli.evidence import evidence
from standoff.cli.export import export
from standoff.cli.forecast import forecast
from standoff.cli.import_ import import_crisis
from standoff.cli.interrupt import interrupts
from standoff.cli.new import new
from standoff.cli.query import query
from standoff.cli.report import report
from standoff.cli.schema import schema
from standoff.cli.serve import serve
from standoff.cli.stability import stability
from standoff.cli.tipping import tipping
from standoff.cli.watch import watch
from standoff.cli.whatif import whatif

EPILOG = """
\b
Examples:
  standoff report cases/durand-line --open     the worked example as a report
  standoff new mine.yaml                       start a crisis of your own
  standoff check mine.yaml                     is it right, and how large is it
  standoff forecast mine.yaml                  how likely is each scenario
  standoff whatif mine.yaml --set us.aid=off   what if

Every command has --help with examples. Exit status: 0 done, 1 the crisis has errors,
2 wrong usage, 3 a limit was reached, 130 interrupted.
"""


@click.group(
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="standoff", message="standoff %(version)s")
def cli() -> None:
    """A crisis workbench: what is stable, what is likely, what the signals changed, and why.

    Write a crisis down once, in one readable file; standoff computes the rest. FILE is a crisis
    file, or cases/NAME from the shipped catalogue (see `standoff cases`).
    """


for command in (
    new,
    check,
    stability,
    forecast,
    evidence,
    drivers,
    dilemma,
    audit,
    tipping,
    watch,
    query,
    whatif,
    diff,
    calibrate,
    report,
    serve,
    draft,
    import_crisis,
    export,
    cases,
    cache,
    schema,
    completion,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; every way out has an exit status, none a traceback."""
    interrupts.watch()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : list of str
        What stands after ``standoff``.

    Returns
    -------
    int
        Exit status.
    """
    from standoff.errors import StandoffError

    try:
        status = cli.main(arguments, prog_name="standoff", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return _say_interrupted()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except StandoffError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except MemoryError:
        click.echo("out of memory: cut options or draws, or lower --jobs", err=True)
        return 3
    except Exception as error:
        return _say_interrupted() if interrupts.pressed else _report_defect(error)
    return status if isinstance(status, int) else 0


def _say_interrupted() -> int:
    click.echo("\ninterrupted", err=True)
    return 130


def _report_defect(error: Exception) -> int:
    """Say that the fault is ours; the traceback is for those who ask for it."""
    import os
    import traceback

    if os.environ.get("STANDOFF_DEBUG"):
        traceback.print_exception(error)
    kind = type(error).__name__
    click.echo(
        f"standoff failed, and the fault is not yours: {kind}: {error}\n"
        "Please report it with the crisis file; STANDOFF_DEBUG=1 shows where it happened.",
        err=True,
    )
    return 70
