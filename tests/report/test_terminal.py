import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.report import example
from tests.report.hostile import poisoned

from standoff.report import terminal
from standoff.report.palette import TONES


def shown(report: object, width: int = 100, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, **options)  # type: ignore[arg-type]
    terminal.show(report, console=console)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_lines_fit_the_terminal(width: int) -> None:
    assert all(cell_len(line) <= width for line in shown(example.report(), width).split("\n"))


def test_everything_is_shown() -> None:
    text = " ".join(shown(example.report(), 160).split())
    for words in (
        "In short",
        "Escorted convoys are about as likely as not",
        "46% roughly even",
        "range 33–61% · leads",
        "the author: likely",
        "14 March 2031 to 14 March 2032; full height is 63%",
        "begins convoys",
        "The dot is the forecast, 46%.",
        "Best case: A negotiated toll",
        "Folded away.",
        "9f2c41d07be8",
    ):
        assert words in text, words


def test_curves_and_ranges_are_drawn() -> None:
    text = shown(example.report(), 120)
    assert "█" not in text.split("Blockade of the strait")[2].split("\n")[0]
    assert "▁▁" in text
    assert "━●━" in text


def test_plain_marks_where_the_encoding_is_plain() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", errors="replace")
    terminal.show(example.report(), console=Console(file=out, width=100))
    out.flush()
    text = raw.getvalue().decode("ascii")
    assert "=o=" in text
    assert "__" in text


def test_no_colour_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(example.report())
    assert "\x1b[" in shown(example.report(), force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown(example.report(), force_terminal=True, color_system="standard")
    assert "\x1b[9" not in plain
    assert "\x1b[3" not in plain.replace("\x1b[3m", "")


def test_a_crisis_file_cannot_command_the_terminal() -> None:
    text = shown(poisoned(example.report()), 160)
    assert "\x1b" not in text
    assert "<script>" in text
    assert "[x](y)" in text


def test_console_markup_is_not_read() -> None:
    assert "[bold]x[/bold]" in str(terminal.written("[bold]x[/bold]"))


def test_every_tone_has_a_style() -> None:
    assert set(terminal.STYLES) == set(TONES)


def test_what_is_no_block_is_refused() -> None:
    with pytest.raises(TypeError, match="no terminal form for int"):
        terminal.block(3)
