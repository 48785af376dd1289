"""standoff: a crisis workbench."""

__version__ = "0.1.0"
