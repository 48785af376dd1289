"""The colours of the reports: eight hues and two greys, each for a light and for a dark page.

The hues derive from the colour-blind-safe set of Okabe & Ito (2008), darkened (or, for the dark
page, lightened) until text in them has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), and
then moved apart as seen with normal sight and with simulated protanopia, deuteranopia and
tritanopia. Colour never carries a meaning alone: everything drawn in it has a label beside it.
"""

from typing import Literal, get_args

Tone = Literal[
    "blue",
    "vermillion",
    "green",
    "purple",
    "brown",
    "navy",
    "slate",
    "maroon",
    "ink",
    "muted",
]
TONES: tuple[Tone, ...] = get_args(Tone)

ACTOR_TONES: tuple[Tone, ...] = TONES[:8]
"""The hues of actors, in the order in which the crisis names them; later actors are `muted`."""

BEST: Tone = "green"
WORST: Tone = "vermillion"
SCENARIO_TONES: tuple[Tone, ...] = ("blue", "purple", "brown", "slate", "navy", "maroon")
"""The hues of scenarios that are neither the best nor the worst case."""

UP: Tone = "blue"
DOWN: Tone = "brown"
"""What raises and what lowers a probability."""

LIGHT: dict[str, str] = {
    "page": "#ffffff",
    "panel": "#f3f5f7",
    "rule": "#d5dae0",
    "blue": "#0070c4",
    "vermillion": "#c04a00",
    "green": "#007754",
    "purple": "#a94390",
    "brown": "#804900",
    "navy": "#1d2b64",
    "slate": "#4d6271",
    "maroon": "#6e1423",
    "ink": "#1b2026",
    "muted": "#57616b",
}
DARK: dict[str, str] = {
    "page": "#14181c",
    "panel": "#1d2329",
    "rule": "#3a434c",
    "blue": "#58a9ee",
    "vermillion": "#f28a48",
    "green": "#52ce9a",
    "purple": "#e89bcd",
    "brown": "#dabe57",
    "navy": "#828eff",
    "slate": "#a3a7a7",
    "maroon": "#ff6d78",
    "ink": "#e6e9ec",
    "muted": "#a2abb4",
}

HEAT_STEPS = 8
"""How many shades a heat table has, the first of them the bare page."""


def actor_tone(index: int) -> Tone:
    """Return the one colour of an actor, given its place in the crisis file.

    Parameters
    ----------
    index
        The actor's place, from 0. From the ninth actor on, all share a grey: their labels tell
        them apart.
    """
    return ACTOR_TONES[index] if 0 <= index < len(ACTOR_TONES) else "muted"


def heat_step(share: float) -> int:
    """Return the shade, 0 to `HEAT_STEPS` - 1, for a share of the largest value from 0 to 1."""
    return min(HEAT_STEPS - 1, max(0, round(share * (HEAT_STEPS - 1))))


def variables() -> str:
    """Return the colours of both themes as CSS variables; on paper the light ones hold."""
    light = "".join(f"--{name}:{value};" for name, value in LIGHT.items())
    dark = "".join(f"--{name}:{value};" for name, value in DARK.items())
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    )


def classes() -> str:
    """Return the CSS classes that use the colours.

    `f-blue` fills with, `s-blue` strokes in, and `t-blue` writes text in that tone, `d-blue`
    is a dot and `b-blue` an upper border of it; `heat-3` shades a table cell. They belong after
    all other rules.
    """
    rules = [
        f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}"
        for name in (*TONES, "rule", "panel", "page")
    ]
    rules.extend(
        f".t-{tone}{{color:var(--{tone})}}.d-{tone}{{background:var(--{tone})}}"
        f".b-{tone}{{border-top-color:var(--{tone})}}"
        for tone in TONES
    )
    rules.extend(
        f".heat-{step}{{background:color-mix(in srgb,var(--blue) {6 * step}%,var(--page))}}"
        for step in range(1, HEAT_STEPS)
    )
    return "\n".join(rules)
