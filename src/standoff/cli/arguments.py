"""Arguments and options that several commands share."""

import os
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from standoff.settings import DRAWS, MAX_STATES, SEED

if TYPE_CHECKING:
    from standoff.crisis.model import Crisis
    from standoff.workbench import Progress, Run

Command = TypeVar("Command", bound=Callable[..., Any])


class CrisisFile(click.ParamType):  # type: ignore[type-arg]
    """A crisis file or ``cases/NAME``; completes both."""

    name = "file"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the shipped crises, then files."""
        from standoff.catalog import slugs

        found = [f"cases/{slug}" for slug in slugs()]
        items = [CompletionItem(name) for name in found if name.startswith(incomplete)]
        return [*items, CompletionItem(incomplete, type="file")]


file_argument = click.argument("file", type=CrisisFile())
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
set_option = click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="NAME=VALUE",
    help="Fix or change something first: a hypothesis (true, false), an option (on, off, a level),"
    " actor.tempo, actor.weight[1], signal.ID=off, ... Can be given several times.",
)
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Take the crisis as it was known on this day.",
)
max_states_option = click.option(
    "--max-states",
    type=click.IntRange(min=1),
    default=MAX_STATES,
    show_default=True,
    help="Refuse a crisis with more states.",
)

_ENSEMBLE = (
    click.option(
        "--draws",
        type=click.IntRange(min=1, max=1_000_000),
        default=DRAWS,
        show_default=True,
        help="Draws of all that is not known.",
    ),
    click.option(
        "--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="Random seed."
    ),
    click.option(
        "--point",
        is_flag=True,
        help="Central values and every combination of hypotheses; quick, and without a band.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=None,
        help="Processes side by side (default: all cores); the numbers do not depend on it.",
    ),
    max_states_option,
    click.option(
        "--max-seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=None,
        help="Stop an engine that takes longer.",
    ),
)


def ensemble_options(command: Command) -> Command:
    """Add the options that say how the forecast is run."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_ENSEMBLE), command)


def make_run(progress: "Progress | None" = None, **options: Any) -> "Run":
    """Return the settings of a run from the options of `ensemble_options`."""
    from standoff.workbench import Run

    jobs = options.pop("jobs") or os.cpu_count() or 1
    return Run(jobs=jobs, progress=progress, **options)


def open_crisis(file: str, changes: Sequence[str] = (), as_of: Any = None) -> "Crisis":
    """Open a crisis, as known on a day, with changes made."""
    from standoff import workbench

    crisis = workbench.load(file)
    if as_of is not None:
        crisis = workbench.as_of(crisis, as_of.date())
    return workbench.whatif(crisis, *changes) if changes else crisis


def output_name(file: str, ending: str) -> Path:
    """Return the name of an output file in the current folder that goes with a crisis file."""
    return Path(Path(file).name).with_suffix(ending)
