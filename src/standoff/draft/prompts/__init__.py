"""The instructions that a model is given; each is a file of its own and never changed, only succeeded.

What a model proposes depends on them, so that every proposal names the one it was made with.
"""

from importlib.resources import files

LATEST = "draft-1"


def load(name: str = LATEST) -> str:
    """Return a prompt by its name.

    Parameters
    ----------
    name : str
        File name without its ending.
    """
    return files(__name__).joinpath(f"{name}.md").read_text("utf-8")
