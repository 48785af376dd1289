"""Boxes and curves in the plane, for charts that place things where they fit."""

from dataclasses import dataclass

XY = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its middle and its size, px."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box", margin: float = 0.0) -> float:
        """Return the area that two boxes share, the first one grown by a margin on each side."""
        across = (self.width + other.width) / 2 + margin - abs(self.x - other.x)
        down = (self.height + other.height) / 2 + margin - abs(self.y - other.y)
        return across * down if across > 0 and down > 0 else 0.0

    def holds(self, point: XY, margin: float = 0.0) -> bool:
        """Return whether a point lies in the box, grown by a margin on each side."""
        return (
            abs(point[0] - self.x) <= self.width / 2 + margin
            and abs(point[1] - self.y) <= self.height / 2 + margin
        )


@dataclass(frozen=True)
class Bend:
    """A quadratic Bezier curve."""

    start: XY
    control: XY
    end: XY

    def at(self, t: float) -> XY:
        """Return the point at `t` from 0 (start) to 1 (end)."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return (
            a * self.start[0] + b * self.control[0] + c * self.end[0],
            a * self.start[1] + b * self.control[1] + c * self.end[1],
        )

    def between(self, first: float, last: float) -> "Bend":
        """Return the part of the curve from `first` to `last`."""
        start, end = self.at(first), self.at(last)
        u, v = first, last
        (ax, ay), (bx, by), (cx, cy) = self.start, self.control, self.end
        mix = ((1 - u) * (1 - v), u + v - 2 * u * v, u * v)
        control = (
            mix[0] * ax + mix[1] * bx + mix[2] * cx,
            mix[0] * ay + mix[1] * by + mix[2] * cy,
        )
        return Bend(start, control, end)

    def outside(self, first: Box, last: Box, margin: float) -> "Bend":
        """Return the part that runs between two boxes, a margin away from each."""
        steps = [i / 60 for i in range(61)]
        start = next((t for t in steps if not first.holds(self.at(t), margin)), 0.0)
        end = next((t for t in reversed(steps) if not last.holds(self.at(t), margin)), 1.0)
        return self.between(start, max(start + 0.02, end))


def bent(start: XY, end: XY, bend: float) -> Bend:
    """Return a curve that leaves the straight line by `bend` px to the left of its direction."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    shift = (2 * bend * dy / length, -2 * bend * dx / length)
    return Bend(start, (middle[0] + shift[0], middle[1] + shift[1]), end)
