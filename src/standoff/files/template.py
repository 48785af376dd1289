"""The commented template of a crisis file."""

from importlib.resources import files


def template() -> str:
    """Return the text of the template."""
    return files("standoff.files").joinpath("template.yaml").read_text("utf-8")
