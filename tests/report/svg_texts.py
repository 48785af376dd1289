"""Reads a drawn chart back: where its texts are and how large, by the widths of Arial."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from standoff.report.charts.labels import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Placed:
    words: str
    size: float
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Placed", slack: float = 0.5) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def placed_texts(root: ET.Element) -> list[Placed]:
    found: list[Placed] = []
    _collect(root, 0.0, 0.0, found)
    return found


def _collect(node: ET.Element, dx: float, dy: float, found: list[Placed]) -> None:
    move = re.fullmatch(r"translate\((\S+) (\S+)\)", node.get("transform", ""))
    if move:
        dx, dy = dx + float(move[1]), dy + float(move[2])
    if node.tag == f"{SVG}text":
        size = float(node.get("font-size", "nan"))
        words = "".join(node.itertext())
        width = text_width(words, size, bold=node.get("font-weight") is not None) / 1.06
        x, y = float(node.get("x", "nan")) + dx, float(node.get("y", "nan")) + dy
        anchor = node.get("text-anchor", "start")
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        found.append(Placed(words, size, left, left + width, y - 0.75 * size, y + 0.2 * size))
    for child in node:
        _collect(child, dx, dy, found)
