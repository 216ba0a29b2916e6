"""SVG elements as text, escaped once here so that no name in a book can become markup.

Numbers are written with at most one decimal, so the same picture is the same bytes on every machine.

Not here: what a picture means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
Value = str | int | float | None

FONT_STACK = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: its name, title, one-sentence description, size in px and elements."""

    name: str
    title: str
    text: str
    width: float
    height: float
    body: str
    defs: str = ""


def number(value: float) -> str:
    """A coordinate with at most one decimal, never `-0`."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return (
        "".join(c for c in text if c >= " " or c == "\t")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def attributes(values: dict[str, Value]) -> str:
    """` name="value"` for each value that is not None; `stroke_width` reads `stroke-width`."""
    parts = []
    for name, value in values.items():
        if value is None:
            continue
        shown = escape(clean(value)) if isinstance(value, str) else number(value)
        parts.append(f' {name.rstrip("_").replace("_", "-")}="{shown}"')
    return "".join(parts)


def element(tag: str, body: str = "", /, **values: Value) -> str:
    """One element around finished markup."""
    head = f"<{tag}{attributes(values)}"
    return f"{head}>{body}</{tag}>" if body else f"{head}/>"


def group(parts: Iterable[str], /, *, hover: str = "", **values: Value) -> str:
    """A group; `hover` becomes its title, which browsers show and readers speak."""
    return element("g", title(hover) + "".join(parts), **values)


def title(text: str) -> str:
    """A title element, or nothing for empty text."""
    return element("title", escape(clean(text))) if text else ""


def text(at: Point, words: str, /, **values: Value) -> str:
    """Words at a point."""
    return element("text", escape(clean(words)), x=at[0], y=at[1], **values)


def rect(at: Point, width: float, height: float, /, **values: Value) -> str:
    """A rectangle from its upper left corner; never thinner than nothing."""
    return element(
        "rect", x=at[0], y=at[1], width=max(0.0, width), height=max(0.0, height), **values
    )


def line(start: Point, end: Point, /, **values: Value) -> str:
    """A straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **values)


def path(points: Sequence[Point], /, *, closed: bool = False, **values: Value) -> str:
    """A line through points, with consecutive points that round to the same spot written once."""
    return element("path", d=track(points, closed=closed), **values)


def track(points: Sequence[Point], *, closed: bool = False) -> str:
    """The `d` of a line through points."""
    spots: list[str] = []
    for x, y in points:
        spot = f"{number(x)} {number(y)}"
        if not spots or spots[-1] != spot:
            spots.append(spot)
    return ("M" + "L".join(spots) + ("Z" if closed else "")) if spots else ""


def steps(points: Sequence[Point]) -> list[Point]:
    """The corners of a staircase that holds each value until the next point."""
    corners: list[Point] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return corners


def inline(picture: Picture) -> str:
    """The picture as it stands in a page: scaled by its view box, named for readers."""
    return _root(picture, standalone=False)


def standalone(picture: Picture, css: str) -> str:
    """The picture as a file of its own, with its style and a white ground."""
    ground = rect((0, 0), picture.width, picture.height, fill="#ffffff")
    return _root(picture, standalone=True, inside=element("style", css) + ground) + "\n"


def _root(picture: Picture, *, standalone: bool, inside: str = "") -> str:
    width, height = number(picture.width), number(picture.height)
    space = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    size = f' width="{width}" height="{height}"'
    labels = attributes({"role": "img", "aria-label": f"{picture.title}. {picture.text}"})
    desc = element("title", escape(clean(picture.title))) if standalone else ""
    desc += element("desc", escape(clean(picture.text)))
    defs = element("defs", picture.defs) if picture.defs else ""
    return (
        f'<svg{space} class="picture picture-{escape(picture.name)}" viewBox="0 0 {width} {height}"'
        f"{size}{labels}>{desc}{inside}{defs}{picture.body}</svg>"
    )
