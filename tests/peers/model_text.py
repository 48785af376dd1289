"""Reads back the models that we write, and answers their formulas by the matrix exponential."""

import re
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import expm_multiply

VARIABLE = re.compile(r"^  (\w+) : \[0\.\.(\d+)\] init (\d+);", re.M)
COMMAND = re.compile(r"^  \[\] (.+?) ->\n((?:    .+\n)+)", re.M)
UPDATE = re.compile(r"^    [ +] (\S+) : (.+?);? // (\w+)$", re.M)
LEVEL = re.compile(r"(\w+)'?=(\d+)")
LABEL = re.compile(r'^label "(\w+)" = (.+);$', re.M)
QUESTION = re.compile(r"^// (\w+)(?:: .*)?\n(?:label .*\n)+// (.*)$", re.M)
TERM = re.compile(r"([+-]?) ?(?:(1)(?= |$)|P=\? \[ (.+?) \])")
BOUNDED = re.compile(r"^(?:(?P<hold>.+) U|F)<=(?P<months>\S+) (?P<goal>.+)$")
AT = re.compile(r"^F\[(?P<months>[^,]+),[^\]]+\] (?P<goal>.+)$")


@dataclass
class Model:
    """A chain: N states as rows of levels, rates[N, N], where labels hold, formulas by scenario."""

    states: list
    start: int
    rates: csr_matrix
    labels: dict
    formulas: dict

    def answer(self, name):
        """Probability that a scenario's formula gives."""
        total = 0.0
        for sign, one, path in TERM.findall(self.formulas[name]):
            value = 1.0 if one else self._path(path)
            total += -value if sign == "-" else value
        return total

    def _path(self, path):
        at, bounded = AT.match(path), BOUNDED.match(path)
        goal = self._states((at or bounded)["goal"])
        stop = np.zeros_like(goal)
        if not at:
            hold = bounded["hold"]
            stop = goal | ~self._states(hold) if hold else goal
        rates = self.rates.multiply(~stop[:, None]).tocsr()
        generator = rates - csr_matrix(np.diag(np.asarray(rates.sum(axis=1)).ravel()))
        begin = np.eye(len(self.states))[self.start]
        return expm_multiply(generator.T * float((at or bounded)["months"]), begin)[goal].sum()

    def _states(self, formula):
        """Where a formula over labels holds."""
        text = re.sub(r'"(\w+)"', r"labels['\1']", formula).replace("!", "~")
        return eval(text, {"labels": self.labels})


def read_prism(text):
    """Read the text of `write_prism`."""
    variables = VARIABLE.findall(text)
    names = [name for name, _, _ in variables]
    start = tuple(int(level) for _, _, level in variables)
    assert all(0 <= int(level) <= int(top) for _, top, level in variables)
    found = {}
    for guard, updates in COMMAND.findall(text):
        here = {name: int(level) for name, level in LEVEL.findall(guard)}
        assert list(here) == names
        assert tuple(here.values()) not in found
        found[tuple(here.values())] = {
            tuple((here | {n: int(k) for n, k in LEVEL.findall(change)}).values()): float(rate)
            for rate, change, _ in UPDATE.findall(updates)
        }
        assert updates.count("\n") == len(found[tuple(here.values())])
    states = sorted({start, *found, *(t for row in found.values() for t in row)})
    place = {state: k for k, state in enumerate(states)}
    entries = [(place[s], place[t], r) for s, row in found.items() for t, r in row.items()]
    labels = {label: _holds(condition, names, states) for label, condition in LABEL.findall(text)}
    formulas = {name: f for name, f in QUESTION.findall(text) if "P=?" in f}
    return Model(states, place[start], _matrix(entries, len(states)), labels, formulas)


def _holds(condition, names, states):
    """Where a condition of PRISM holds; `=>` is at most, between truth values."""
    text = re.sub(r"(?<![<>!=])=(?![=>])", "==", condition)
    text = text.replace("=>", "<=").replace("?1:0", "*1")
    text = re.sub(r"!(?!=)", "~", text)
    known = {"true": np.bool_(True), "false": np.bool_(False)}
    columns = np.array(states).reshape(len(states), len(names)).T
    holds = eval(text, known | dict(zip(names, columns, strict=True)))
    return np.broadcast_to(holds, len(states))


def _matrix(entries, size):
    source, target, rate = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_matrix((rate, (source, target)), shape=(size, size))


def read_transitions(tra, sta, lab, formulas):
    """Read the texts of `write_transitions`."""
    head, *rows = tra.splitlines()
    size, count = map(int, head.split())
    assert len(rows) == count
    entries = [(int(s), int(t), float(r)) for s, t, r in map(str.split, rows)]
    assert entries == sorted(entries)
    states = [tuple(map(int, re.findall(r"\d+", row)[1:])) for row in sta.splitlines()[1:]]
    head, *rows = lab.splitlines()
    names = re.findall(r'(\d+)="(\w+)"', head)
    assert [int(k) for k, _ in names] == list(range(len(names)))
    labels = {name: np.zeros(size, dtype=bool) for _, name in names}
    for row in rows:
        state, *numbers = map(int, re.findall(r"\d+", row))
        for number in numbers:
            labels[names[number][1]][state] = True
    (start,) = np.flatnonzero(labels["init"])
    return Model(states, int(start), _matrix(entries, size), labels, formulas)
