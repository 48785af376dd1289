"""``standoff schema``: the JSON Schema of crisis files, for editors."""

import click

from standoff.cli.console import print_json

EPILOG = """
\b
Example, for an editor that reads YAML schemas:
  standoff schema > standoff.schema.json
  and as first line of the crisis file:  # yaml-language-server: $schema=standoff.schema.json
"""


@click.command(epilog=EPILOG)
def schema() -> None:
    """Print the JSON Schema of the file format."""
    from standoff.files.schema import json_schema

    print_json(json_schema())
