"""From text to YAML nodes, bounded in size and depth, with every mistake in plain words."""

import re
from typing import Any

from standoff.errors import CrisisError, Fault

MAX_NODES = 60_000
MAX_DEPTH = 40

_CLOSING = {"]": "[", "}": "{"}


class _Refused(Exception):  # noqa: N818 - carries a refusal out of the composer
    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark


def compose(text: str, name: str) -> Any:
    """Read YAML 1.2 into a tree of nodes with marks.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        File name for the errors.

    Returns
    -------
    ruamel.yaml.nodes.Node or None
        None for an empty text. Aliases share a node.

    Raises
    ------
    CrisisError
        If the text is not YAML, has a tag, or is too large or nested too deeply.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _bounded_composer()
    try:
        return yaml.compose(text)
    except _Refused as refused:
        raise _error(name, refused.message, refused.mark) from None
    except MarkedYAMLError as error:
        raise _error(name, *_plain_words(error)) from None
    except ReaderError as error:
        fault = _unprintable(text, int(error.position))
        raise CrisisError([fault], name) from None
    except (YAMLError, ValueError, RecursionError) as error:
        problem = str(error).partition("\n")[0]
        raise CrisisError([Fault(f"this is not YAML: {problem}", line=1, column=1)], name) from None


def _bounded_composer() -> Any:
    from ruamel.yaml.composer import Composer
    from ruamel.yaml.events import AliasEvent

    class BoundedComposer(Composer):
        seen = 0
        level = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.parser.peek_event()
            if getattr(event, "tag", None) is not None:
                shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
                raise _Refused(f"tags such as {shown} are not allowed", event.start_mark)
            anchor = getattr(event, "anchor", None)
            if anchor in self.anchors and not isinstance(event, AliasEvent):
                raise _Refused(f"the anchor &{anchor} stands here twice", event.start_mark)
            self.seen += 1
            self.level += 1
            if self.seen > MAX_NODES:
                message = f"the file holds more than {MAX_NODES} values, too many for a crisis"
                raise _Refused(message, event.start_mark)
            if self.level > MAX_DEPTH:
                raise _Refused(f"nested deeper than {MAX_DEPTH}", event.start_mark)
            node = super().compose_node(parent, index)
            self.level -= 1
            return node

    return BoundedComposer


def _error(name: str, message: str, mark: Any) -> CrisisError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return CrisisError([Fault(message, line=line, column=column)], name)


def _unprintable(text: str, position: int) -> Fault:
    before = text[:position]
    line, column = before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
    message = f"the character U+{ord(text[position]):04X} cannot stand in a text file"
    return Fault(message, line=line, column=column)


_INDENTATION = "the indentation does not fit what stands above it"
_KNOWN: list[tuple[str, str]] = [
    (r"found character '\\t'", "a tab cannot indent; use spaces"),
    (
        r"mapping values are not allowed",
        "this ':' cannot stand here: quote text that holds ': ', or mend the indentation",
    ),
    (r"mapping keys are not allowed", "'?' cannot start a value; put the value in quotes"),
    (r"expected <block end>", _INDENTATION),
    (r"sequence entries are not allowed", "a list that starts with '-' needs a line of its own"),
    (r"found undefined alias '(.*)'", r"'*\1' refers to nothing: there is no &\1 above it"),
    (
        r"found another document",
        "a second document starts here; a crisis file holds one",
    ),
    (r"found character '(.)'", r"'\1' cannot start a value; put the value in quotes"),
    (
        r"expected '<document start>'",
        "what stands above this line is not a key with its value (key: value)",
    ),
    (
        r"expected (chomping|a comment or a line break)",
        "text after '|' or '>' starts on the next line; quote a value that begins with one",
    ),
    (
        r"expected alphabetic or numeric character",
        "a name should follow '&' or '*'; quote a value that begins with one",
    ),
    (
        r"expected the node content, but found '-'",
        "'-' cannot stand here: inside brackets a list is written [a, b]",
    ),
    (
        r"expected the node content, but found '<stream end>'",
        "the file ends inside a bracket",
    ),
    (r"expected the node content, but found '([\]}])'", r"this '\1' closes nothing"),
    (
        r"expected the node content, but found '(.*)'",
        r"a value is missing before '\1'",
    ),
    (
        r"found unknown escape character '(.)'",
        r"'\\\1' is no escape; use single quotes for text with backslashes",
    ),
]


def _plain_words(error: Any) -> tuple[str, Any]:
    """Turn an error of the YAML library into words and the mark that helps most."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    if bracket := re.match(r"expected ',' or '([\]}])'", problem):
        opening = _CLOSING[bracket[1]]
        stop = f"line {mark.line + 1}, column {mark.column + 1}"
        message = f"this '{opening}' is not closed, or a comma is missing before {stop}"
        return message, error.context_mark
    if "directive" in context:
        return "a line cannot start with '%'; put the value in quotes", mark
    if "quoted scalar" in context and "end of stream" in problem:
        return "this quote is not closed", error.context_mark
    if "could not find expected ':'" in problem:
        return "a ':' is missing after this key", error.context_mark or mark
    for pattern, words in _KNOWN:
        if match := re.search(pattern, problem):
            return match.expand(words), mark
    return f"this is not YAML: {problem or context or 'it cannot be read'}".strip(), mark
