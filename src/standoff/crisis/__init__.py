"""What the analyst means: frozen, typed, and free of arrays.

The models of this package are the one table of the file's fields: the reader, its errors, the JSON
Schema and the reference page all come from them.
"""

from standoff.crisis.model import Crisis

__all__ = ["Crisis"]
