"""``standoff draft``: a crisis file from written analysis."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from standoff.cli.arguments import json_option, output_name
from standoff.cli.console import print_json
from standoff.cli.draft_bench import bench
from standoff.cli.draft_page import open_page, page_target
from standoff.cli.exchanged import forced, output_option, target_of, write_out
from standoff.cli.values import Amount, Day, Whole

if TYPE_CHECKING:
    from standoff.draft.backends.llm import Asking
    from standoff.draft.compose import Composition
    from standoff.draft.proposal import Draft

EPILOG = """
\b
Examples:
  standoff draft article.txt --as-of 2023-01-06      writes article.yaml
  standoff draft article.txt --open                  the text and the proposals in the browser
  standoff draft article.txt --review                walk through them in the terminal
  standoff draft article.txt --with spacy -o c.yaml  with a parser (standoff[spacy])
  standoff draft article.txt --json                  the proposals with their places, as data
  standoff draft bench FOLDER                        hold a back end against annotated texts
"""


class _DraftCommand(click.Command):
    """``draft FILE``, and ``draft bench FOLDER`` beside it."""

    also: ClassVar[dict[str, click.Command]] = {"bench": bench}

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["bench"]:
            return bench.make_context(f"{info_name} bench", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=_DraftCommand, epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    type=Day(),
    help="Day of publication; dates in the text are reckoned from it.",
)
@click.option(
    "--with",
    "backend",
    type=click.Choice(["rules", "spacy", "llm"]),
    default="rules",
    show_default=True,
    help="What reads the text: rules; a parser; a model behind an endpoint of yours (the text then"
    " leaves this machine).",
)
@click.option(
    "--yardstick",
    type=click.Choice(["icd203", "phia", "nato", "kent", "readers"]),
    default="readers",
    show_default=True,
    help="Scale that the author's words of likelihood are read by.",
)
@click.option(
    "--lexicon",
    type=click.Path(path_type=Path),
    help="Names of your own: CSV with the columns key,name,kind,place,from,to,also.",
)
@click.option(
    "--open",
    "show",
    is_flag=True,
    help="Look at the text and the proposals in the browser: accept, edit, reject, then write.",
)
@click.option(
    "--review",
    is_flag=True,
    help="Walk through the proposals in the terminal before anything is written.",
)
@click.option(
    "--port",
    type=Whole(0, 65535),
    help="With --open: the port to listen on (default: 8137, or the next that is free).",
)
@click.option("--yes", is_flag=True, help="With llm: send the text without asking first.")
@click.option(
    "--max-seconds",
    type=Amount(0, min_open=True),
    metavar="SECONDS",
    default=300.0,
    show_default=True,
    help="With llm: longest that all requests together may take.",
)
@click.option(
    "--max-tokens",
    type=Whole(1),
    default=200_000,
    show_default=True,
    help="With llm: most tokens that are sent and received in all.",
)
@click.option("--keep-text", is_flag=True, help="Put a copy of the text beside the crisis file.")
@output_option
@forced
@json_option
def draft(
    file: Path,
    as_of: dt.date | None,
    backend: str,
    yardstick: str,
    lexicon: Path | None,
    show: bool,
    review: bool,
    port: int | None,
    yes: bool,
    max_seconds: float,
    max_tokens: int,
    keep_text: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Draft a crisis file from an op-ed, a brief or a news text in English.

    It drafts, you decide: every item points to the words that it was read from, every guess is
    marked as one, and a list of questions stands at the end of the file. Decisions of a review, in
    the browser or in the terminal, are kept beside the article (FILE.review.json), so that a second
    run does not ask again.
    """
    from standoff.draft.backends import propose
    from standoff.draft.compose import compose
    from standoff.draft.decisions import Decisions
    from standoff.draft.text import read_article

    if show and (review or as_json):
        other = "--review" if review else "--json"
        raise click.UsageError(f"--open shows it in the browser: leave {other} out")
    default = output_name(str(file), ".yaml")
    writes = output is not None or not as_json
    if show:
        target: Path | None = page_target(output, default, file)
    else:
        target = target_of(output, default, force, as_json, file) if writes else None
    article = read_article(file)
    own = {"asking": _asking(yes, max_seconds, max_tokens)} if backend == "llm" else {}
    found = propose(backend, article, as_of, lexicon, **own)
    decisions = Decisions.beside(file, article)
    copy = target.with_suffix(".article.txt") if target is not None and keep_text else None
    if copy is not None and copy.exists() and not force:
        raise click.UsageError(f"{copy} is there already; --force replaces it")
    if show and target is not None:
        open_page(file, found, target, yardstick, copy, port)
        return
    if review:
        from standoff.draft.review import review as walk_through

        tally = walk_through(found, decisions, _ask, _show)
        click.echo(
            f"accepted {tally.accepted}, edited {tally.edited}, rejected {tally.rejected}, open"
            f" {tally.later}; kept in {decisions.path}",
            err=True,
        )
    decided = decisions.apply(found)
    composition = compose(decided, yardstick)
    if writes:
        write_out(target, composition.text)
        if copy is not None:
            write_out(copy, article.text)
    if as_json:
        print_json(_document(decided, composition, target))
    elif target is not None:
        _say(decided, composition, target)


def _asking(yes: bool, seconds: float, tokens: int) -> "Asking":
    """Limits for a model, and the question whether to send the text, where somebody can answer."""
    from standoff.draft.backends.llm import Asking
    from standoff.draft.backends.llm_endpoint import Limits

    asked = not yes and sys.stdin.isatty()
    return Asking(
        limits=Limits(seconds=seconds, tokens=tokens),
        consent=(lambda notice: click.confirm("Send it?", err=True)) if asked else None,
        say=lambda line: click.echo(line, err=True),
    )


def _ask(prompt: str) -> str:
    """Ask on stderr, so that stdout stays free for what was asked for."""
    click.echo(prompt, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _show(line: str) -> None:
    """Show a line on stderr; in a terminal what is proposed is bold, the passage stands out."""
    if line.lstrip().startswith("["):
        line = click.style(line, bold=True)
    before, mark, rest = line.partition(">>")
    words, end, after = rest.partition("<<")
    if mark and end:
        line = before + click.style(words, reverse=True) + after if sys.stderr.isatty() else line
    click.echo(line, err=True)


def _document(draft: "Draft", composition: "Composition", target: Path | None) -> dict[str, Any]:
    left_out = {proposal.id: why for proposal, why in composition.left_out}
    return {
        **draft.to_json(),
        "questions": list(composition.questions),
        "left_out": left_out,
        "crisis": composition.data,
        "output": str(target) if target else None,
    }


def _say(draft: "Draft", composition: "Composition", target: Path) -> None:
    """Say on stderr what was found and what to do next."""
    data = composition.data
    options = sum(len(actor.get("options", {})) for actor in data["actors"].values())
    parts = [
        f"{len(data['actors'])} actors",
        f"{options} options",
        f"{len(data.get('signals', []))} signals",
        f"{len(data.get('scenarios', {}))} scenarios",
    ]
    for note in draft.notes:
        click.echo(f"- {note}", err=True)
    if draft.dropped:
        click.echo(
            f"- {draft.dropped} claims dropped: their words do not stand in the text", err=True
        )
    click.echo(
        f"wrote {target}: {', '.join(parts)}; {len(composition.questions)} questions for you at its"
        f" end; next: standoff check {target}",
        err=True,
    )
