"""The pages of the documentation and the fenced blocks in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)$")
_TITLE = re.compile(r'title="(?P<title>[^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block.

    `language` is the first word after the fence, `title` what ``title="..."`` says, `line` the
    line of its first text, counted from 1.
    """

    language: str
    title: str | None
    text: str
    line: int


def pages() -> list[Path]:
    """Return the README, the other Markdown files of the root, and every page under docs."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page in order."""
    found: list[Block] = []
    inside: list[str] | None = None
    info, indent, start = "", "", 0
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if inside is None and fence:
            inside, info, indent, start = [], fence["info"].strip(), fence["indent"], number + 1
        elif inside is not None and line.strip() == "```":
            title = _TITLE.search(info)
            text = "".join(f"{one.removeprefix(indent)}\n" for one in inside)
            language = info.split(" ")[0].strip("{}.")
            found.append(Block(language, title["title"] if title else None, text, start))
            inside = None
        elif inside is not None:
            inside.append(line)
    assert inside is None, f"{name(page)}: a fence is not closed"
    return found
