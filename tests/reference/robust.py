"""Shares of draws and separations, by adding up one draw after the other."""

from math import sqrt


def share(held, weights):
    """Weighted share of the draws that hold, and its standard error."""
    total = sum(weights)
    p = sum(w for h, w in zip(held, weights, strict=True) if h) / total
    return p, sqrt(sum((w / total) ** 2 * (h - p) ** 2 for h, w in zip(held, weights, strict=True)))


def separation(values, held, weights):
    """Largest difference between the two weighted distribution functions."""

    def below(level, side):
        chosen = [(v, w) for v, h, w in zip(values, held, weights, strict=True) if h == side]
        return sum(w for v, w in chosen if v <= level) / sum(w for _, w in chosen)

    return max(abs(below(level, True) - below(level, False)) for level in values)


def difference(values, held, weights):
    """Weighted mean where it holds less that where it does not."""

    def mean(side):
        chosen = [(v, w) for v, h, w in zip(values, held, weights, strict=True) if h == side]
        return sum(v * w for v, w in chosen) / sum(w for _, w in chosen)

    return mean(True) - mean(False)
