"""The repository speaks of the project only: no machine, no registry, no workshop."""

import re
import subprocess

import pytest
from tests.docs.pages import DOCS, ROOT, blocks, name, pages

SKIPPED = {".git", ".venv", "node_modules", "site", "build", "dist", "__pycache__", ".hypothesis"}
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".cff", ".css", ".j2", ".lark", ".svg", ".html", ""}

MACHINE = re.compile(r"(?<![\w.}/])/(?:work|opt|root|home|mnt|workspace|tmp)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted|npmjs\.org", re.I)
WORKSHOP = re.compile(r"\b(?:sub)?agents?\b|(?<!scope=\")\bsessions?\b|\blanguage models?\b", re.I)
THIS = "tests/docs/test_plain.py"


def files():
    """Every text file of the project, as git knows them, or else as they lie there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        found = [file for file in ROOT.rglob("*") if not SKIPPED & set(file.parts)]
    return [file for file in found if file.is_file() and file.suffix in TEXT]


FILES = [file for file in files() if name(file) != THIS]


def hits(pattern, among=FILES):
    return [
        f"{name(file)}:{number}: {line.strip()[:100]}"
        for file in among
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_files_are_found():
    assert {"README.md", ".ci/run", "src/standoff/__init__.py"} <= {name(file) for file in FILES}


def test_no_file_names_a_place_on_a_machine():
    assert hits(MACHINE, [file for file in FILES if "tests" not in file.parts]) == []


def test_no_file_names_a_registry():
    assert hits(REGISTRY) == []


def test_no_file_speaks_of_the_workshop():
    assert hits(WORKSHOP) == []


@pytest.mark.parametrize("line", ["see /work/x", 'path = "/tmp/a"', "cp a /home/me/"])
def test_a_place_on_a_machine_is_seen(line):
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["src/work/x", "https://example.org/home/", "{folder}/tmp/a"])
def test_other_paths_are_not(line):
    assert not MACHINE.search(line)


def links(page):
    """Targets of the links and pictures of a page, outside its fenced blocks."""
    text = page.read_text("utf-8")
    for block in blocks(page):
        text = text.replace(block.text, "")
    return re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{name(page)}: {target}"
        for page in pages()
        for target in links(page)
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    found = [page.relative_to(DOCS).as_posix() for page in sorted(DOCS.rglob("*.md"))]
    assert [page for page in found if f" {page}" not in navigation] == []
