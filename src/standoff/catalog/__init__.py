"""Shipped crises: a slug is the name of a file here, without its extension.

Each file carries its citation and, where there is one, the published stability (`published`).
Listing them reads only the head of each file, what stands before ``actors:``, so that it stays
cheap.
"""

from dataclasses import dataclass
from pathlib import Path

from standoff.errors import UsageError, nearest

PREFIX = "cases/"
"""What a command puts before a slug to tell it from a file of the user's."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """What a list of the catalogue shows.

    Attributes
    ----------
    slug : str
        Name in the catalogue, for instance ``durand-line``.
    title : str
        Title for the reader.
    citation : str
        Where the model comes from.
    """

    slug: str
    title: str
    citation: str


def slugs() -> list[str]:
    """Return the slugs of all shipped crises, sorted."""
    return sorted(file.stem for file in _FOLDER.glob("*.yaml"))


def path(slug: str) -> Path:
    """Return the file of a shipped crisis.

    Parameters
    ----------
    slug : str
        With or without the prefix ``cases/``.

    Raises
    ------
    UsageError
        If there is none of that name; the nearest is suggested.
    """
    name = slug.removeprefix(PREFIX).removesuffix(".yaml")
    known = slugs()
    if name not in known:
        raise UsageError(f"there is no shipped crisis '{name}'{nearest(name, known)}")
    return _FOLDER / f"{name}.yaml"


def open_text(slug: str) -> str:
    """Return the text of a shipped crisis as it stands in its file.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    return path(slug).read_text("utf-8")


def describe(*chosen: str) -> list[Case]:
    """Return title and citation of shipped crises, by default of every one, sorted by slug.

    Raises
    ------
    UsageError
        If there is none of a name.
    """
    wanted = [path(slug).stem for slug in chosen] or slugs()
    return [Case(slug, *_head(open_text(slug))) for slug in wanted]


def _head(text: str) -> tuple[str, str]:
    """Return title and citation from the keys that stand before ``actors:``."""
    from ruamel.yaml import YAML

    head = YAML(typ="safe").load(text.partition("\nactors:")[0])
    return str(head["title"]), " ".join(str(head["citation"]).split())
