"""The questions of ``standoff new --guided`` and the crisis file that the answers make."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import click

from standoff.crisis.fields import WEIGHT_WORDS
from standoff.language.parser import RESERVED

KINDS = ("state", "armed_group", "government", "bloc", "public", "other")


@dataclass
class Answers:
    """What was answered so far, in the file's own format."""

    title: str
    as_of: str
    actors: dict[str, Any] = field(default_factory=dict)
    status_quo: list[str] = field(default_factory=list)
    scenarios: dict[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> list[str]:
        """All options by full name."""
        return [f"{a}.{o}" for a, record in self.actors.items() for o in record["options"]]

    def label(self, option: str) -> str:
        """An option in words, with its actor."""
        actor, name = option.split(".")
        record = self.actors[actor]
        return f"{record['name']}: {record['options'][name]['label']}"


def interview() -> str:
    """Ask, and return the text of a crisis file."""
    from standoff.files.write import dump

    click.echo("A few questions; Ctrl-C leaves without writing. Everything can be changed later.\n")
    answers = Answers(
        click.prompt("What is the crisis called", type=str),
        click.prompt("As of which day", default=dt.date.today().isoformat(), value_proc=_day),
    )
    _ask_actors(answers)
    _ask_status_quo(answers)
    _ask_wants(answers)
    _ask_scenarios(answers)
    return dump(
        {
            "standoff": 1,
            "title": answers.title,
            "as_of": answers.as_of,
            "actors": answers.actors,
            "status_quo": answers.status_quo,
            "scenarios": answers.scenarios,
        }
    )


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise click.UsageError("write year-month-day, as in 2023-01-06") from None


def identifier(name: str, taken: list[str]) -> str:
    """Make a short name for expressions from words."""
    plain = re.sub(r"\W+", "_", name.lower()).strip("_") or "it"
    plain = plain if plain[0].isalpha() else f"n_{plain}"
    if plain in RESERVED:
        plain += "_"
    unique, k = plain, 2
    while unique in taken:
        unique, k = f"{plain}_{k}", k + 1
    return unique


def _ask_many(question: str, first: str | None = None) -> list[str]:
    """Ask for one thing after another until the answer is empty."""
    found: list[str] = []
    while True:
        text = click.prompt(
            question if not found else "  another (empty to go on)",
            default="" if found else first,
            show_default=False,
        )
        if not text.strip():
            return found
        found.append(text.strip())


def _ask_actors(answers: Answers) -> None:
    for name in _ask_many("Who decides? First actor"):
        key = identifier(name, list(answers.actors))
        kind = click.prompt(
            f"  {name} is a", type=click.Choice(KINDS), default="state", show_choices=True
        )
        answers.actors[key] = {"name": name, "kind": kind, "options": {}, "preferences": []}
    for key, record in answers.actors.items():
        for label in _ask_many(f"What can {record['name']} do", first=""):
            option = identifier(label, list(record["options"]))
            record["options"][option] = {"label": label}
            others = [other for other in answers.actors if other != key]
            hurt = _choose("    whom does it hurt (numbers, empty for nobody)", others, others)
            if hurt:
                record["options"][option]["against"] = hurt


def _choose(question: str, names: list[str], shown: list[str]) -> list[str]:
    """Let the user choose from a numbered list."""
    if not names:
        return []
    listed = "  ".join(f"{k + 1} {text}" for k, text in enumerate(shown))
    click.echo(f"    {listed}")
    while True:
        text = click.prompt(question, default="", show_default=False)
        numbers = text.replace(",", " ").split()
        if all(n.isdigit() and 1 <= int(n) <= len(names) for n in numbers):
            return [names[int(n) - 1] for n in numbers]
        click.echo(f"    numbers from 1 to {len(names)}, please")


def _ask_status_quo(answers: Answers) -> None:
    options = answers.options
    if options:
        click.echo("\nWhat is going on now?")
        shown = [answers.label(option) for option in options]
        answers.status_quo = _choose("  numbers, empty for nothing", options, shown)


def _ask_wants(answers: Answers) -> None:
    options = answers.options
    for record in answers.actors.values():
        click.echo(f"\nWhat does {record['name']} want, most important first?")
        shown = [answers.label(option) for option in options]
        for word, form in (("to happen", "{}"), ("not to happen", "not {}")):
            for option in _choose(f"  what it wants {word} (numbers)", options, shown):
                weight = click.prompt(
                    f"    how much does that matter: {answers.label(option)}",
                    type=click.Choice(list(WEIGHT_WORDS)),
                    default="moderate",
                )
                statement = {"prefer": form.format(option), "weight": weight}
                record["preferences"].append(statement)
        record["preferences"].sort(key=lambda s: -WEIGHT_WORDS[s["weight"]])


def _ask_scenarios(answers: Answers) -> None:
    options = answers.options
    if not options:
        return
    click.echo("\nWhich outcomes matter to your reader? Each is: this happens within 12 months.")
    for title in _ask_many("First scenario, as a title", first=""):
        shown = [answers.label(option) for option in options]
        chosen = _choose("  it has come about once these are on (numbers)", options, shown)
        if chosen:
            key = identifier(title, list(answers.scenarios))
            answers.scenarios[key] = {"title": title, "when": f"ever({' and '.join(chosen)})"}
