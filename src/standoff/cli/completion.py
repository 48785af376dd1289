"""``standoff completion``: let the shell complete commands, options, cases and files."""

import click
from click.shell_completion import get_completion_class

EPILOG = """
\b
Examples:
  bash:  echo 'eval "$(standoff completion bash)"' >> ~/.bashrc
  zsh:   echo 'eval "$(standoff completion zsh)"' >> ~/.zshrc
  fish:  standoff completion fish > ~/.config/fish/completions/standoff.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete standoff's commands."""
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(context.find_root().command, {}, "standoff", "_STANDOFF_COMPLETE").source())
