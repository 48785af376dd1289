"""The templates of the page, and the files that it loads."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from standoff.report.appearance import style

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def environment() -> Environment:
    """Return the templates; everything that they are given is escaped."""
    made = Environment(
        loader=PackageLoader("standoff.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals["version"] = static_version
    made.globals["scripts"] = scripts
    return made


def page(template: str, **given: Any) -> str:
    """Return a page."""
    return environment().get_template(template).render(**given)


@cache
def static(name: str) -> tuple[bytes, str] | None:
    """Return a file that the page loads, with its type; None if there is none of that name."""
    if name == "standoff.css":
        return f"{style()}\n{source('web.css')}".encode(), _TYPES[".css"]
    known = {entry.name for entry in files("standoff.web").joinpath("static").iterdir()}
    suffix = name[name.rfind(".") :]
    if name not in known or suffix not in _TYPES or name == "web.css":
        return None
    return source(name).encode(), _TYPES[suffix]


def source(name: str) -> str:
    """Return the text of a file that the page loads."""
    return files("standoff.web").joinpath("static", name).read_text(encoding="utf-8")


@cache
def static_version() -> str:
    """Return what changes when any of the files does, so that a browser may keep them."""
    names = sorted(entry.name for entry in files("standoff.web").joinpath("static").iterdir())
    whole = style() + "".join(source(name) for name in names)
    return hashlib.sha256(whole.encode()).hexdigest()[:10]


@cache
def scripts(name: str) -> tuple[str, ...]:
    """Return the scripts that a script imports, and theirs, so that a browser may ask for all at once."""
    found: dict[str, None] = {}
    open_ = [name]
    while open_:
        for imported in re.findall(r"^import .*from '\./([\w.]+)'", source(open_.pop()), re.M):
            if imported not in found:
                found[imported] = None
                open_.append(imported)
    return tuple(found)
