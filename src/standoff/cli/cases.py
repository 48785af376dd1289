"""``standoff cases``: the shipped crises, and whether they reproduce what is published."""

from typing import TYPE_CHECKING

import click

from standoff.cli.console import compile_notice, print_json, print_sections

if TYPE_CHECKING:
    from standoff.catalog import Case

EPILOG = """
\b
Examples:
  standoff cases                          what is there
  standoff cases durand-line > mine.yaml  a copy to change
  standoff cases --verify                 recompute every published equilibrium
"""


@click.command(epilog=EPILOG)
@click.argument("name", required=False)
@click.option("--verify", is_flag=True, help="Recompute and compare what is published.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def cases(name: str | None, verify: bool, as_json: bool) -> int:
    """List the shipped crises, print one, or verify them against the literature."""
    from standoff import catalog

    if verify:
        return _verify([name] if name else catalog.slugs(), as_json)
    if name:
        text = catalog.open_text(name)
        if as_json:
            print_json(_described(catalog.describe(name)[0]) | {"text": text})
        else:
            click.echo(text, nl=False)
        return 0
    listed = catalog.describe()
    if as_json:
        print_json([_described(case) for case in listed])
        return 0
    from standoff.report.sections import catalogue

    print_sections(catalogue.section(listed))
    return 0


def _described(case: "Case") -> dict[str, str]:
    return {"slug": case.slug, "title": case.title, "citation": case.citation}


def _verify(names: list[str], as_json: bool) -> int:
    from standoff.verification import verify

    with compile_notice():
        found = [comparison for name in names for comparison in verify(name)]
    if as_json:
        print_json([comparison.to_json() for comparison in found])
    else:
        from standoff.report.sections import catalogue

        print_sections(catalogue.verification(found))
    return 0 if all(comparison.agrees for comparison in found) else 1
