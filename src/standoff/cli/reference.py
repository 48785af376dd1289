"""The reference page of the command line, written from the commands themselves.

``python -m standoff.cli.reference > docs/reference/cli.md`` writes it anew; a test compares.
"""

from collections.abc import Iterator
from inspect import cleandoc

import click

from standoff.cli import cli

HEAD = """\
# Command line

<!-- Written by `python -m standoff.cli.reference`; change the commands, not this page. -->

`FILE` is a crisis file, or `cases/NAME` from the shipped catalogue. Results go to stdout, progress
to stderr. With `--json` a command prints one JSON document on stdout and nothing else
(see [JSON](json.md)). What the exit statuses mean is under
[Settings, limits and exit statuses](limits.md). Every command has `-h` and `--help` too.
"""


def page() -> str:
    """Return the reference page as Markdown."""
    root = cli.make_context("standoff", [], resilient_parsing=True)
    sections = [HEAD, *_section(cli, root, "## standoff")]
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        sections += _section(command, context, f"## standoff {name}")
        for other, beside in getattr(command, "also", {}).items():
            context = click.Context(beside, info_name=f"{name} {other}", parent=root)
            sections += _section(beside, context, f"## standoff {name} {other}")
    return "\n".join(sections).rstrip() + "\n"


def _section(command: click.Command, context: click.Context, heading: str) -> Iterator[str]:
    """Yield what stands under one command: purpose, usage, parameters, examples."""
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"{heading}\n"
    yield cleandoc(command.help or "") + "\n"
    yield f"```text\n{context.command_path} {usage}\n```\n"
    rows = [
        _row(record[0], record[1])
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        and parameter.name != "help"
        and (record := parameter.get_help_record(context)) is not None
    ]
    if rows:
        yield "\n".join(["| option | meaning |", "|---|---|", *rows]) + "\n"
    if command.epilog:
        yield f"```text\n{_plain(command.epilog)}\n```\n"


def _row(names: str, meaning: str) -> str:
    cells = (f"`{names}`", meaning)
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def _plain(epilog: str) -> str:
    """Drop the marks that keep click from wrapping."""
    return "\n".join(line for line in epilog.strip().splitlines() if line.strip() != "\b").strip()


if __name__ == "__main__":
    click.echo(page(), nl=False)
