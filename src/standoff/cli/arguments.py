"""Arguments and options that several commands share."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.console import progress_bar
from standoff.cli.values import Amount, CrisisFile, Day, Whole, distinct
from standoff.settings import DRAWS, MAX_STATES, SEED

if TYPE_CHECKING:
    from standoff.cluster import Cluster
    from standoff.crisis.model import Crisis
    from standoff.store import Store
    from standoff.workbench import Analysis, Progress, Run

Command = TypeVar("Command", bound=Callable[..., Any])


MOST_DRAWS = 1_000_000
"""Draws that can be asked for."""

MOST_JOBS = 1024
"""Threads that a system may be trusted to start."""

file_argument = click.argument("file", type=CrisisFile())
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
set_option = click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="NAME=VALUE",
    callback=distinct,
    help="Fix or change something first: a hypothesis (true, false), an option (on, off, a level),"
    " actor.tempo, actor.weight[1], signal.ID=off, ... Can be given several times.",
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    help="Take the crisis as it was known on this day.",
)
max_states_option = click.option(
    "--max-states",
    type=Whole(min=1),
    default=MAX_STATES,
    show_default=True,
    help="Refuse a crisis with more states.",
)
jobs_option = click.option(
    "--jobs",
    type=Whole(min=1, max=MOST_JOBS),
    default=None,
    help="Threads side by side (default: all cores); the numbers do not depend on it.",
)
cluster_option = click.option(
    "--cluster",
    metavar="WHERE",
    help="Solve draws on a Dask cluster: tcp://host:port of its scheduler, or local:N for N processes"
    " on this machine. The numbers do not depend on it.",
)

_ENSEMBLE = (
    click.option(
        "--draws",
        type=Whole(min=1, max=MOST_DRAWS),
        default=DRAWS,
        show_default=True,
        help="Draws of all that is not known.",
    ),
    click.option("--seed", type=Whole(min=0), default=SEED, show_default=True, help="Random seed."),
    click.option(
        "--point",
        is_flag=True,
        help="Central values and every combination of hypotheses; quick, and without a band.",
    ),
    click.option(
        "--sampler",
        type=click.Choice(["auto", "never"]),
        default="auto",
        show_default=True,
        help="Whether sequential Monte Carlo makes more draws (at most five times as many are solved)"
        " where fewer than a fifth of them fit the evidence.",
    ),
    jobs_option,
    cluster_option,
    click.option(
        "--fresh",
        is_flag=True,
        help="Solve everything anew, and keep it in the place of what was kept (see standoff cache).",
    ),
    click.option(
        "--no-cache",
        "cache",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Neither use nor keep what was solved.",
    ),
    max_states_option,
    click.option(
        "--max-seconds",
        type=Amount(min=0, min_open=True),
        metavar="SECONDS",
        default=None,
        help="Stop an engine that takes longer.",
    ),
)


def ensemble_options(command: Command) -> Command:
    """Add the options that say how the forecast is run."""
    return _with(command, *_ENSEMBLE)


def analysis_options(command: Command) -> Command:
    """Add what every command takes that runs an ensemble: changes, date, how it is run, JSON."""
    return _with(command, set_option, as_of_option, *_ENSEMBLE, json_option)


def search_options(ending: str) -> Callable[[Command], Command]:
    """Add what every command takes that searches at central values: changes, date, limits, JSON.

    Parameters
    ----------
    ending : str
        What becomes of the search when its time is up, for ``--help``.
    """
    max_seconds = click.option(
        "--max-seconds",
        type=Amount(min=0, min_open=True),
        metavar="SECONDS",
        default=None,
        help=f"{ending}, with exit status 3.",
    )
    posed = (set_option, as_of_option, jobs_option, max_states_option)
    return lambda command: _with(command, *posed, max_seconds, json_option)


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    return reduce(lambda wrapped, option: option(wrapped), reversed(options), command)


@contextmanager
def analysing(
    file: str,
    label: str = "solving draws",
    *,
    lines: bool = False,
    changes: Sequence[str] = (),
    as_of: Any = None,
    **options: Any,
) -> "Iterator[Analysis]":
    """Open a crisis for analysis and show progress meanwhile; takes `analysis_options`, less JSON."""
    from standoff.workbench import Analysis

    crisis = open_crisis(file, changes, as_of)
    with progress_bar(label, lines=lines) as progress:
        yield Analysis(crisis, make_run(progress, **options))


def make_run(progress: "Progress | None" = None, **options: Any) -> "Run":
    """Return the settings of a run from the options of `ensemble_options`.

    The workers and the store that belong to it are let go when the command ends, however it ends.
    """
    from standoff.analysis import Run

    jobs = options.pop("jobs") or os.cpu_count() or 1
    cluster = _workers(options.pop("cluster", None))
    store = _store(options.pop("cache", False), options.pop("fresh", False))
    return Run(jobs=jobs, progress=progress, cluster=cluster, store=store, **options)


def _workers(address: str | None) -> "Cluster | None":
    if address is None:
        return None
    from standoff.cluster import Cluster

    return click.get_current_context().with_resource(Cluster(address))


def _store(wanted: bool, fresh: bool) -> "Store | None":
    if not wanted:
        return None
    from standoff.store import open_store

    store = open_store(fresh=fresh, tell=lambda message: click.echo(message, err=True))
    if store is None:
        return None
    context = click.get_current_context()
    context.call_on_close(lambda: _tell_reuse(store))
    return context.with_resource(store)


def _tell_reuse(store: "Store") -> None:
    if store.reused:
        draws = "draw was" if store.reused == 1 else "draws were"
        click.echo(
            f"{store.reused:,} {draws} kept from an earlier run (see standoff cache)", err=True
        )


def open_crisis(file: str, changes: Sequence[str] = (), as_of: Any = None) -> "Crisis":
    """Open a crisis, as known on a day, with changes made."""
    from standoff import workbench

    crisis = workbench.load(file)
    if as_of is not None:
        crisis = workbench.as_of(crisis, as_of)
    return workbench.whatif(crisis, *changes) if changes else crisis


def open_crises(
    files: Sequence[str], changes: Sequence[str] = (), as_of: Any = None
) -> "list[Crisis]":
    """Open several crises as `open_crisis` does; what is wrong with any of them is said at once."""
    from standoff.errors import StandoffError

    found, errors = [], []
    for file in files:
        try:
            found.append(open_crisis(file, changes, as_of))
        except StandoffError as error:
            errors.append(error)
    if errors:
        together = StandoffError("\n".join(dict.fromkeys(map(str, errors))))
        together.exit_code = max(error.exit_code for error in errors)
        raise together
    return found


def output_name(file: str, ending: str) -> Path:
    """Return the name of an output file in the current folder that goes with a crisis file."""
    return Path(f"{Path(file).stem or 'crisis'}{ending}")
