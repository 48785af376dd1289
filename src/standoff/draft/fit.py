"""Fit the confidence of proposals: count how often each rule is right, and check it article by article.

What a fitted confidence is worth is measured on articles that it was not counted on: each article in
turn is left out, the shares are counted on the others, and its answers are held against them. The
allowance for text that the rules have not seen (see `standoff.draft.confidence`) is left out of that
check, since the rules have seen them all; with it the figures are given beside.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standoff.draft.bench import calibration, drafted, judged
from standoff.draft.confidence import ALLOWANCE, Shares
from standoff.draft.proposal import Proposal

Judged = list[tuple[Proposal, bool]]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well a confidence tells right from wrong.

    Attributes
    ----------
    brier : float
        Mean squared difference of confidence and right (1) or wrong (0).
    error : float
        Expected calibration error, over fifths.
    """

    brier: float
    error: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Counts of answers by kind and rule, and what a confidence from them is worth.

    Attributes
    ----------
    backend, version : str
    articles : tuple of str
    shares : Shares
    unfitted : Calibration
        Of the firmness that the rules themselves give.
    left_out : Calibration
        Of shares counted on the other articles, without the allowance.
    allowed : Calibration
        The same with the allowance taken off.
    """

    backend: str
    version: str
    articles: tuple[str, ...]
    shares: Shares
    unfitted: Calibration
    left_out: Calibration
    allowed: Calibration

    def table(self) -> str:
        """Return the fit as text for a terminal."""
        answers = sum(n for _, n in self.shares.counts.values())
        lines = [
            f"{self.backend} {self.version}: {answers} answers on {len(self.articles)} articles,"
            " each left out in turn",
            "",
            "| confidence | Brier score | calibration error |",
            "|---|---:|---:|",
        ]
        for name, one in (
            ("as the rules give it", self.unfitted),
            ("fitted", self.left_out),
            ("fitted, with the allowance", self.allowed),
        ):
            lines.append(f"| {name} | {one.brier:.3f} | {one.error:.3f} |")
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "backend": {"name": self.backend, "version": self.version},
            "articles": list(self.articles),
            "rules": [
                {"kind": kind, "rule": rule, "right": right, "answers": answers}
                for (kind, rule), (right, answers) in sorted(self.shares.counts.items())
            ],
            "calibration": {
                name: {"brier": round(one.brier, 4), "error": round(one.error, 4)}
                for name, one in (
                    ("unfitted", self.unfitted),
                    ("left_out", self.left_out),
                    ("allowed", self.allowed),
                )
            },
        }


def fit(folders: Sequence[Path], backend: str = "rules", extra: Path | None = None) -> Fit:
    """Count right answers by kind and rule on annotated texts, and check the shares.

    Parameters
    ----------
    folders : sequence of Path
        As for `standoff.draft.bench.score`.
    backend : str
    extra : Path, optional
        The user's own lexicon of names.

    Raises
    ------
    UsageError, CrisisError
        As `standoff.draft.bench.score`.
    """
    names: list[str] = []
    articles: list[Judged] = []
    version = ""
    for folder in folders:
        found, pairs = drafted(folder, backend, extra)
        names += [f"{folder.name}/{name}" for name in found]
        articles += [judged(marks, draft) for marks, draft in pairs]
        version = pairs[0][1].version
    return Fit(
        backend,
        version,
        tuple(names),
        shares_of(articles),
        _calibrated([(p.firm, right) for article in articles for p, right in article]),
        _calibrated(left_out(articles, 0.0)),
        _calibrated(left_out(articles, ALLOWANCE)),
    )


def shares_of(articles: Iterable[Judged]) -> Shares:
    """Count answers and right ones by kind and rule."""
    answers: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for proposal, is_right in (one for article in articles for one in article):
        answers[proposal.kind, proposal.rule] += 1
        right[proposal.kind, proposal.rule] += is_right
    return Shares({name: (right[name], count) for name, count in sorted(answers.items())})


def left_out(articles: Sequence[Judged], allowance: float) -> list[tuple[float, bool]]:
    """Return each answer's confidence by the other articles, and whether it is right.

    An answer of a kind that no other article has keeps the firmness that its rule gives.
    """
    found: list[tuple[float, bool]] = []
    for k, article in enumerate(articles):
        shares = shares_of([*articles[:k], *articles[k + 1 :]])
        for proposal, right in article:
            sure = shares.confidence(proposal.kind, proposal.rule, allowance)
            found.append((proposal.firm if sure is None else sure, right))
    return found


def _calibrated(sure: Sequence[tuple[float, bool]]) -> Calibration:
    brier, error, _ = calibration(sure)
    return Calibration(brier or 0.0, error or 0.0)


def table_of(fits: Sequence[Fit]) -> str:
    """Return the table that `standoff.draft.confidence` reads, with where it is from.

    Parameters
    ----------
    fits : sequence of Fit
        One a back end, on the same articles.
    """
    text = io.StringIO()
    for line in (
        "How often each rule was right: answers with an annotation of their kind, and all answers.",
        "Written by `standoff draft bench FOLDER ... --fit --table FILE`; do not edit.",
        f"Articles: {', '.join(fits[0].articles)}",
        *(f"{one.backend}: version {one.version}" for one in fits),
    ):
        text.write(f"# {line}\n")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("backend", "kind", "rule", "right", "answers"))
    for one in fits:
        rows.writerows(
            (one.backend, *name, *count) for name, count in sorted(one.shares.counts.items())
        )
    return text.getvalue()
