"""Who makes the proposals: rules (always there), a parser, or a model behind an endpoint.

Each has ``propose(article, as_of, extra)`` and returns a `Draft`; none is imported before it is
asked for.
"""

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from standoff.draft.proposal import Draft
from standoff.draft.text import Article
from standoff.errors import UsageError, nearest

BACKENDS = {"rules": "rules", "spacy": "spacy_parse", "llm": "llm"}
"""Names for ``--with``, and the module here that each stands for."""


def propose(
    backend: str,
    article: Article,
    as_of: dt.date | None = None,
    extra: Path | None = None,
    **options: Any,
) -> Draft:
    """Ask a back end for proposals.

    Parameters
    ----------
    backend : str
        One of `BACKENDS`.
    article : Article
    as_of : date, optional
        Day of publication.
    extra : Path, optional
        The user's own lexicon of names.
    **options
        What only this back end takes; see its ``propose``.

    Raises
    ------
    UsageError
        If there is no such back end, or its packages are not installed.
    """
    if backend not in BACKENDS:
        raise UsageError(f"there is no back end '{backend}'{nearest(backend, tuple(BACKENDS))}")
    module = import_module(f"standoff.draft.backends.{BACKENDS[backend]}")
    return cast(Draft, module.propose(article, as_of, extra, **options))
