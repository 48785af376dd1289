"""Solutions and answers of draws as records of the store.

The key of a solution is a hash of the very arrays that are solved: moves, utilities, rates. Another
signal, scenario, title or date in the file leaves it valid, and so does a larger ensemble of the same
seed; another weight in a draw does not. The key of an answer adds what was asked, and from where.
Both hold for one version of the program and of what it computes with, and a program under
development counts as another version whenever its source changes.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.answer import Answer, Question, Solution
from standoff.engines.forecast.propagate import Followed, Start
from standoff.store import Store

COMPUTES = ("numpy", "scipy", "numba", "llvmlite")
"""Packages whose version may show in the last digits."""

SOURCES = ("analysis", "encode", "engines", "kernels", "language")
"""Parts of the program that make the numbers."""


class Keeper:
    """Reads and writes the records of one problem.

    Parameters
    ----------
    store : Store
    problem : Problem
    """

    def __init__(self, store: Store, problem: Problem) -> None:
        self.store, self.problem = store, problem
        names = repr(problem.space.variables)
        self._space = _hash(numerics(), names, problem.space.levels)
        self._moves: dict[int, bytes] = {}

    def key(self, draw: Draw) -> bytes:
        """Return the key of a draw's solution."""
        moves = self.problem.moves(draw.hypotheses)
        if id(moves) not in self._moves:
            self._moves[id(moves)] = _hash(*moves)
        return _hash(self._space, self._moves[id(moves)], *self.problem.game(draw))

    def solution(self, key: bytes) -> Solution | None:
        """Return the solution that is kept under a key."""
        found = _unpack(self.store.get(key))
        return None if found is None else Solution(**found)

    def keep_solution(self, key: bytes, solution: Solution) -> None:
        """Keep a solution."""
        fields = {name: getattr(solution, name) for name in Solution.__slots__}
        self.store.put(key, _pack(fields))

    def answer_key(
        self, key: bytes, draw: Draw, question: Question, start: Start | None, begin: object
    ) -> bytes:
        """Return the key of an answer.

        Parameters
        ----------
        key : bytes
            Of the solution.
        draw : Draw
        question : Question
        start : int, float64[N] or None
            Where the draw begins, None for where `begin` says or the problem starts.
        begin : object
            What says where draws begin. It goes by its name and its `identity`, all that it depends on
            besides the problem; if it has none, by the whole crisis.
        """
        origin: object = self.problem.start if start is None else start
        if start is None and begin is not None:
            name = getattr(begin, "__qualname__", type(begin).__qualname__)
            account = getattr(begin, "identity", self.problem.crisis.hash)
            origin = (name, account, self.problem.status_quo)
        hypotheses = sorted(draw.hypotheses.items())
        asked = (repr(question.trees), question.months, repr(question.occupancy))
        return _hash(b"answer", key, repr(hypotheses), *asked, origin)

    def answer(self, key: bytes, solution: Solution) -> Answer | None:
        """Return the answer that is kept under a key."""
        found = _unpack(self.store.get(key))
        if found is None:
            return None
        start, observed = found.pop("start"), found.pop("observed")
        return Answer(Followed(**found), solution, start, observed)

    def keep_answer(self, key: bytes, answer: Answer) -> None:
        """Keep an answer."""
        followed = {name: getattr(answer.followed, name) for name in Followed.__annotations__}
        also = {"start": answer.start, "observed": answer.observed}
        self.store.put(key, _pack(followed | also))


@cache
def numerics() -> bytes:
    """Return a hash of all that the numbers depend on besides the crisis."""
    digest = hashlib.blake2b(digest_size=16)
    for package in ("standoff", *COMPUTES):
        try:
            digest.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            digest.update(package.encode())
    root = Path(__file__).parents[2]
    for part in SOURCES:
        for file in sorted((root / part).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.digest()


def _hash(*parts: object) -> bytes:
    """Hash arrays, text and numbers; each is told apart from its neighbours."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"{part.dtype.str}{part.shape}".encode())
            digest.update(np.ascontiguousarray(part))  # type: ignore[arg-type]
        else:
            content = part if isinstance(part, bytes) else repr(part).encode()
            digest.update(f"{type(part).__name__} {len(content)}".encode())
            digest.update(content)
    return digest.digest()


def _pack(fields: Mapping[str, Any]) -> bytes:
    """Write arrays and plain values as one record."""
    arrays = {name: value for name, value in fields.items() if isinstance(value, np.ndarray)}
    plain = {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in fields.items()
        if name not in arrays
    }
    file = BytesIO()
    np.savez(file, **arrays, plain=np.array(json.dumps(plain)))  # type: ignore[arg-type]
    return file.getvalue()


def _unpack(record: bytes | None) -> dict[str, Any] | None:
    """Read a record; None if there is none, or it is not as `_pack` writes it."""
    if record is None:
        return None
    try:
        with np.load(BytesIO(record), allow_pickle=False) as found:
            fields = {name: found[name] for name in found.files}
        fields.update(json.loads(str(fields.pop("plain"))))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        return None
    for value in fields.values():
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
    return fields
