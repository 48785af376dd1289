"""How good a back end is: its proposals held against texts that somebody annotated.

Every passage of a proposal is one answer. Answers and annotations of a kind are paired one to one
so that most pairs overlap (and, of those, most characters are shared). Precision is the share of
answers with a partner, recall that of annotations, F1 their harmonic mean; an exact pair has the same
first and last character. Among pairs it is counted how many attributes agree. Calibration compares
the confidence of answers with the share that is right (Brier 1950; expected calibration error).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from standoff.draft.annotations import Mark, read_annotations
from standoff.draft.backends import propose
from standoff.draft.locate import Span
from standoff.draft.proposal import CONTENTS, Actor, Draft, Likelihood, Proposal, Signal
from standoff.draft.text import read_article
from standoff.errors import UsageError

BINS = 5
"""Bins of confidence, of equal width."""

Ask = Callable[[Any], Draft]


@dataclass(frozen=True, slots=True)
class Answer:
    """One passage of a proposal."""

    span: Span
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class KindScore:
    """Score of one kind.

    Attributes
    ----------
    annotated, answered, overlapping, exact : int
        Annotations, answers, and pairs of them that share a character or are the same.
    attributes : dict of str to (int, int)
        For each attribute, pairs that agree and pairs that have it.
    """

    annotated: int
    answered: int
    overlapping: int
    exact: int
    attributes: dict[str, tuple[int, int]]

    @property
    def precision(self) -> float:
        """Share of answers that overlap an annotation; 0 without answers."""
        return self.overlapping / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        """Share of annotations that an answer overlaps; 0 without annotations."""
        return self.overlapping / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _f1(self.overlapping, self.answered, self.annotated)

    @property
    def f1_exact(self) -> float:
        """The same for exact pairs."""
        return _f1(self.exact, self.answered, self.annotated)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: mean confidence, share right, how many."""

    confidence: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class BenchResult:
    """Score of a back end on a folder.

    Attributes
    ----------
    backend, version : str
    articles : tuple of str
    kinds : dict of str to KindScore
        Kinds that are annotated in the folder.
    brier : float
        Mean squared difference of confidence and right (1) or wrong (0); None without answers.
    calibration_error : float
        Mean absolute difference over bins, weighted by their answers.
    bins : tuple of Bin
    dropped : int
        Claims that were not located.
    """

    backend: str
    version: str
    articles: tuple[str, ...]
    kinds: dict[str, KindScore]
    brier: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...]
    dropped: int

    @property
    def micro_f1(self) -> float:
        """F1 over all kinds together."""
        scores = self.kinds.values()
        return _f1(
            sum(s.overlapping for s in scores),
            sum(s.answered for s in scores),
            sum(s.annotated for s in scores),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "backend": {"name": self.backend, "version": self.version},
            "articles": list(self.articles),
            "kinds": {
                kind: {
                    "annotated": s.annotated,
                    "answered": s.answered,
                    "precision": round(s.precision, 4),
                    "recall": round(s.recall, 4),
                    "f1": round(s.f1, 4),
                    "f1_exact": round(s.f1_exact, 4),
                    "attributes": {
                        name: {"agree": agree, "of": of}
                        for name, (agree, of) in s.attributes.items()
                    },
                }
                for kind, s in self.kinds.items()
            },
            "f1": round(self.micro_f1, 4),
            "brier": None if self.brier is None else round(self.brier, 4),
            "calibration_error": None
            if self.calibration_error is None
            else round(self.calibration_error, 4),
            "bins": [
                {"confidence": round(b.confidence, 4), "right": round(b.right, 4), "count": b.count}
                for b in self.bins
            ],
            "dropped": self.dropped,
        }

    def to_frame(self) -> Any:
        """Return a pandas table, one row a kind (needs ``standoff[tables]``)."""
        import pandas as pd

        rows = [{"kind": kind, **score} for kind, score in self.to_json()["kinds"].items()]
        return pd.DataFrame(rows).drop(columns="attributes")

    def table(self) -> str:
        """Return it as text for a terminal, a Markdown table."""
        lines = [
            f"{self.backend} {self.version} on {len(self.articles)} articles",
            "",
            "| kind | annotated | answered | precision | recall | F1 | F1, exact | attributes |",
            "|---|---:|---:|---:|---:|---:|---:|---|",
        ]
        for kind, s in self.kinds.items():
            agree = ", ".join(f"{name} {a}/{n}" for name, (a, n) in s.attributes.items())
            lines.append(
                f"| {kind} | {s.annotated} | {s.answered} | {s.precision:.2f} | {s.recall:.2f}"
                f" | {s.f1:.2f} | {s.f1_exact:.2f} | {agree} |"
            )
        lines += ["", f"F1 over all kinds {self.micro_f1:.2f}"]
        if self.brier is not None:
            lines += [
                f"Brier score {self.brier:.3f}, calibration error {self.calibration_error:.3f}",
                "",
                "| confidence | right | answers |",
                "|---:|---:|---:|",
                *(f"| {b.confidence:.2f} | {b.right:.2f} | {b.count} |" for b in self.bins),
            ]
        return "\n".join(lines) + "\n"


def score(folder: Path, backend: str = "rules", extra: Path | None = None) -> BenchResult:
    """Score a back end on every ``NAME.txt`` with ``NAME.ann`` in a folder.

    Parameters
    ----------
    folder : Path
    backend : str
        One of `standoff.draft.backends.BACKENDS`.
    extra : Path, optional
        The user's own lexicon of names.

    Raises
    ------
    UsageError
        If there is no annotated text in the folder.
    CrisisError
        If a text or its annotations cannot be read.
    """
    names, pairs = drafted(folder, backend, extra)
    return result_of(names, pairs)


def drafted(
    folder: Path, backend: str, extra: Path | None = None
) -> tuple[list[str], list[tuple[tuple[Mark, ...], Draft]]]:
    """Return the names of the annotated texts of a folder, their marks and drafts; see `score`."""
    texts = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    texts = [path for path in texts if path.with_suffix(".ann").exists()]
    if not texts:
        raise UsageError(f"{folder} holds no NAME.txt with its annotations NAME.ann")
    pairs: list[tuple[tuple[Mark, ...], Draft]] = []
    for path in texts:
        article = read_article(path)
        marks = read_annotations(path.with_suffix(".ann"), article.text)
        pairs.append((marks, propose(backend, article, None, extra)))
    return [path.stem for path in texts], pairs


def judged(marks: Iterable[Mark], draft: Draft) -> list[tuple[Proposal, bool]]:
    """Return the answers of a draft in the kinds that are marked, and whether each is right."""
    marks = list(marks)
    found: list[tuple[Proposal, bool]] = []
    for kind in (kind for kind in CONTENTS if any(mark.kind == kind for mark in marks)):
        told = answers(draft, kind)
        right = {id(answer) for _, answer in _pairs(_marks(marks, kind), told)}
        found += [(answer.proposal, id(answer) in right) for answer in told]
    return found


def result_of(names: Sequence[str], pairs: Sequence[tuple[tuple[Mark, ...], Draft]]) -> BenchResult:
    """Score drafts against the marks of their articles; see the module."""
    annotated = {mark.kind for marks, _ in pairs for mark in marks}
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in CONTENTS if kind in annotated}
    agree: dict[str, Counter[str]] = {kind: Counter() for kind in totals}
    have: dict[str, Counter[str]] = {kind: Counter() for kind in totals}
    sure: list[tuple[float, bool]] = []
    for marks, draft in pairs:
        asked = {kind: answers(draft, kind) for kind in totals}
        matched = {kind: _pairs(_marks(marks, kind), asked[kind]) for kind in totals}
        names_of = _canonical(matched.get("actor", []))
        for proposal in draft.of_kind("actor"):
            content = proposal.content
            if isinstance(content, Actor) and content.key in names_of:
                names_of.setdefault(content.name, names_of[content.key])
        for kind, found in matched.items():
            given, told = _marks(marks, kind), asked[kind]
            totals[kind]["annotated"] += len(given)
            totals[kind]["answered"] += len(told)
            totals[kind]["overlapping"] += len(found)
            totals[kind]["exact"] += sum(m.span == a.span for m, a in found)
            right = {id(answer) for _, answer in found}
            sure += [(answer.proposal.confidence, id(answer) in right) for answer in told]
            for mark, answer in found:
                for name, same in _compare(mark, answer, names_of):
                    have[kind][name] += 1
                    agree[kind][name] += same
    kinds = {
        kind: KindScore(
            count["annotated"],
            count["answered"],
            count["overlapping"],
            count["exact"],
            {name: (agree[kind][name], n) for name, n in sorted(have[kind].items())},
        )
        for kind, count in totals.items()
    }
    brier, error, bins = calibration(sure)
    first = pairs[0][1]
    return BenchResult(
        first.backend,
        first.version,
        tuple(names),
        kinds,
        brier,
        error,
        bins,
        sum(draft.dropped for _, draft in pairs),
    )


def answers(draft: Draft, kind: str) -> list[Answer]:
    """Return the passages that a draft proposes for a kind, each once.

    Bare modals (may, might, could) are listed as words of likelihood but answer nothing: guidelines
    for annotation leave them out.
    """
    found: dict[Span, Answer] = {}
    for proposal in draft.of_kind(kind):
        content = proposal.content
        if isinstance(content, Likelihood) and content.sort == "modal":
            continue
        for one in proposal.evidence:
            there = found.get(one.span)
            if there is None or there.proposal.confidence < proposal.confidence:
                found[one.span] = Answer(one.span, proposal)
    return list(found.values())


def _marks(marks: Iterable[Mark], kind: str) -> list[Mark]:
    return [mark for mark in marks if mark.kind == kind]


def _pairs(marks: list[Mark], told: list[Answer]) -> list[tuple[Mark, Answer]]:
    """Pair marks and answers one to one: as many overlapping pairs as can be, then the best."""
    if not marks or not told:
        return []
    gain = np.zeros((len(marks), len(told)))
    for j, mark in enumerate(marks):
        for k, answer in enumerate(told):
            shared = min(mark.span.end, answer.span.end) - max(mark.span.start, answer.span.start)
            if shared > 0:
                union = max(mark.span.end, answer.span.end) - min(
                    mark.span.start, answer.span.start
                )
                gain[j, k] = 1.0 + shared / union / (1 + len(marks))
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(marks[j], told[k]) for j, k in zip(rows, columns, strict=True) if gain[j, k] > 0]


def _canonical(found: list[tuple[Mark, Answer]]) -> dict[str, str]:
    """Which annotated party each key of the draft means: one to one, by most shared mentions."""
    count: Counter[tuple[str, str]] = Counter()
    for mark, answer in found:
        content = answer.proposal.content
        if isinstance(content, Actor) and "canonical" in mark.attributes:
            count[content.key, mark.attributes["canonical"]] += 1
    keys = sorted({key for key, _ in count})
    parties = sorted({party for _, party in count})
    if not keys:
        return {}
    shared = np.array([[count[key, party] for party in parties] for key in keys])
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return {keys[j]: parties[k] for j, k in zip(rows, columns, strict=True) if shared[j, k] > 0}


def _compare(mark: Mark, answer: Answer, names: dict[str, str]) -> list[tuple[str, bool]]:
    """Which attributes of a mark the answer agrees with."""
    content, found = answer.proposal.content, []
    if isinstance(content, Actor) and "canonical" in mark.attributes:
        found.append(("canonical", names.get(content.key) == mark.attributes["canonical"]))
    if isinstance(content, Signal):
        if "direction" in mark.attributes:
            said = content.direction.replace("unclear", "neutral")
            found.append(("direction", said == mark.attributes["direction"]))
        if "speaker" in mark.attributes:
            found.append(("speaker", names.get(content.speaker) == mark.attributes["speaker"]))
    if isinstance(content, Likelihood) and "numeric" in mark.attributes:
        numeric = content.sort in ("scaled", "unscaled")
        found.append(("numeric", numeric == (mark.attributes["numeric"] == "yes")))
    return found


def calibration(
    sure: Sequence[tuple[float, bool]],
) -> tuple[float | None, float | None, tuple[Bin, ...]]:
    """Return Brier score, expected calibration error and bins of confidence.

    Parameters
    ----------
    sure : sequence of (float, bool)
        Confidence of an answer in [0, 1], and whether it is right.
    """
    if not sure:
        return None, None, ()
    confidence = np.array([c for c, _ in sure])
    right = np.array([float(r) for _, r in sure])
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(
            float(confidence[which == k].mean()),
            float(right[which == k].mean()),
            int((which == k).sum()),
        )
        for k in range(BINS)
        if (which == k).any()
    )
    error = sum(b.count * abs(b.confidence - b.right) for b in bins) / len(sure)
    return float(((confidence - right) ** 2).mean()), float(error), bins


def _f1(pairs: int, answered: int, annotated: int) -> float:
    return 2 * pairs / (answered + annotated) if answered + annotated else 0.0
