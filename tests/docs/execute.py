"""Running what a page shows: files, commands and Python.

* ```` ```yaml title="dam.yaml" ```` is written to that file.
* ```` ```console ```` holds commands after ``$ `` and, if anything stands below a command, what it
  prints; ``...`` stands for anything, and blanks count as one. A command that fails is followed by
  ``$ echo $?``.
* ```` ```python ```` runs; lines with ``>>>`` are compared as doctests.

All blocks of a page share one folder and one Python namespace.
"""

import contextlib
import doctest
import io
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.docs.pages import Block

from standoff.cli import run

LOOSE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
COMPILING = "compiling the engine"


@dataclass
class Reader:
    """Somebody who does what a page says, in the current folder."""

    page: str
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    status: int = 0

    def follow(self, block: Block) -> None:
        place = f"{self.page}:{block.line}"
        if block.title:
            Path(block.title).write_text(block.text, "utf-8")
        if block.language == "console":
            self._console(block.text, place)
        elif block.language == "python" and ">>> " in block.text:
            self._doctest(block, place)
        elif block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.text, place, "exec"), self.names)

    def _console(self, text: str, place: str) -> None:
        for command, wanted in commands(text):
            printed = self._run(command, place)
            if wanted and not shows(wanted, printed):
                raise AssertionError(
                    f"{place}: $ {command}\nthe page shows:\n{wanted}\nit prints:\n{printed}"
                )
        assert self.status == 0, f"{place}: `{command}` ends with status {self.status}"

    def _run(self, command: str, place: str) -> str:
        words = shlex.split(command, comments=True)
        if words == ["echo", "$?"]:
            status, self.status = self.status, 0
            return f"{status}\n"
        assert self.status == 0, f"{place}: a command before `{command}` failed"
        if words[0] == "cat":
            return "".join(Path(name).read_text("utf-8") for name in words[1:])
        assert words[0] == "standoff", f"{place}: cannot run `{command}` here"
        target = words[-1] if ">" in words else None
        if target:
            words = words[: words.index(">")]
        printed, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
            self.status = run(words[1:])
        told = [line for line in said.getvalue().splitlines(True) if COMPILING not in line]
        if target:
            Path(target).write_text(printed.getvalue(), "utf-8")
            return "".join(told)
        return printed.getvalue() + "".join(told)

    def _doctest(self, block: Block, place: str) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, {}, place, self.page, block.line)
        test.globs = self.names
        told = io.StringIO()
        runner = doctest.DocTestRunner(optionflags=LOOSE)
        runner.run(test, out=told.write, clear_globs=False)
        assert runner.summarize(verbose=False).failed == 0, told.getvalue()


def commands(text: str) -> list[tuple[str, str]]:
    """Split a console block into commands and what each prints; a ``\\`` at an end goes on."""
    found: list[tuple[str, str]] = []
    going_on = False
    for line in text.splitlines():
        if going_on:
            command, _ = found.pop()
            rest = line.strip().removeprefix("> ").strip()
            line = f"$ {command.removesuffix(chr(92)).strip()} {rest}"
        if line.startswith("$ "):
            found.append((line[2:].strip(), ""))
        else:
            command, printed = found.pop()
            found.append((command, f"{printed}{line}\n"))
        going_on = line.startswith("$ ") and line.endswith("\\")
    return found


def shows(wanted: str, printed: str) -> bool:
    """Tell whether a page shows what is printed; blanks count as one, ``...`` is anything."""
    text = " ".join(printed.split())
    first, *rest = (" ".join(part.split()) for part in wanted.split("..."))
    if not rest:
        return text == first
    if not text.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return text[at:].endswith(rest[-1])
