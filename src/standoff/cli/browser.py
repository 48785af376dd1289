"""Opening what was made, without a word where there is nothing to open it with."""

import shutil
import subprocess

import click


def show(target: str) -> None:
    """Open a file or an address with what the user's system opens it with.

    On a machine without a browser nothing happens; what such a system says of it, on several lines,
    would only stand in the way of what the command has to say.
    """
    opener = shutil.which("xdg-open")
    if opener is None:
        click.launch(target)
        return
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [opener, target], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
