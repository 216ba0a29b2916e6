"""Lanes of authority: for each actor, action and territory, the steps to a permission and its windows.

Upper half of a lane: procedures, solid when a record decides them and hatched when only estimated,
red when refused. Lower half: green while the action is permitted (hatched when that rests on an
estimate), red hatching while it is barred.

Not here: how the law was read (`authority`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalition.formats.report.content import AuthorityLane, LaneStep, StepState
from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import time_axis
from coalition.formats.report.drawing.lettering import count, fit, width_of
from coalition.formats.report.drawing.scales import LinearScale
from coalition.formats.report.drawing.style import hatch
from coalition.formats.report.drawing.svg import Picture, element, group, line, rect, text
from coalition.formats.report.pictures.bars import even_pages
from coalition.formats.report.scene import Scene
from coalition.measure.instants import FOREVER, write_day
from coalition.model.identity import ProvisionId
from coalition.model.law import Provision

WIDTH = 1180.0
ROW = 38.0
HEAD = 44.0
FOOT = 34.0
LANES_MAX = 90
PAGE_LANES = 16
_LEFT, _RIGHT = 286.0, WIDTH - 14
_STEP, _OPEN, _SMALL, _LEAST = 13.0, 7.0, 9.5, 3.0
_UNDECIDED = frozenset({StepState.ESTIMATED, StepState.PENDING})


def telling_lanes(scene: Scene) -> tuple[AuthorityLane, ...]:
    """Lanes worth drawing: not open from the beginning, barred, refused, or resting on an open step."""
    return tuple(lane for lane in scene.content.lanes if not _is_plain(scene, lane))


def plain_lanes(scene: Scene) -> tuple[AuthorityLane, ...]:
    """Lanes open all the time shown on decided steps alone."""
    return tuple(lane for lane in scene.content.lanes if _is_plain(scene, lane))


def _is_plain(scene: Scene, lane: AuthorityLane) -> bool:
    frame = scene.frame
    settled = all(step.state is StepState.DECIDED for step in lane.steps) and not lane.missing
    barred = any(bar.opens < frame.ends and frame.begins < bar.closes for bar in lane.bars)
    open_all = any(w.opens <= frame.begins and frame.ends <= w.closes for w in lane.windows)
    return settled and open_all and not barred


def choose_lanes(scene: Scene) -> tuple[AuthorityLane, ...]:
    """The lanes to draw, in their order: all worth it, or the `LANES_MAX` that open last or never."""
    lanes = telling_lanes(scene)
    worst = sorted(range(len(lanes)), key=lambda n: _opens_first(lanes[n]))[:LANES_MAX]
    return tuple(lanes[n] for n in sorted(worst))


def _opens_first(lane: AuthorityLane) -> int:
    return -min((window.opens for window in lane.windows), default=FOREVER)


def draw_lane_pages(scene: Scene) -> tuple[Picture, ...]:
    """The lanes worth drawing in pieces of one printed page each, at most `LANES_MAX` lanes."""
    pieces = even_pages(choose_lanes(scene), PAGE_LANES)
    return tuple(draw_lanes(scene, piece, f"lanes-{n}") for n, piece in enumerate(pieces, 1))


def draw_lanes(scene: Scene, lanes: Sequence[AuthorityLane], name: str = "lanes") -> Picture:
    """One picture of the given lanes."""
    scale = scene.frame.scale(_LEFT, _RIGHT)
    bottom = HEAD + ROW * len(lanes)
    provisions = {p.id: p for i in scene.content.book.instruments for p in i.provisions}
    drawer = _LaneDrawer(scene, scale, provisions, name)
    body = [
        text((12, HEAD - 5), "Actor, action, territory", class_="tick strong"),
        *time_axis(scene.frame, scale, HEAD, bottom, spare=10),
        line((0, HEAD), (WIDTH, HEAD), class_="rule"),
        *(drawer.lane(lane, HEAD + ROW * n) for n, lane in enumerate(lanes)),
        group(_key(bottom + 22, name), class_="foot", data_top=bottom),
    ]
    defs = (
        hatch(f"{name}-estimate", palette.ACCENT, gap=4.5, width=1.3, ground="#e6edf4")
        + hatch(f"{name}-open", palette.OPEN, gap=4.5, width=1.3, ground="#e3f0ec")
        + hatch(f"{name}-barred", palette.LATE, gap=4.5, width=1.6, ground="#f7e4df")
    )  # fmt: skip
    words = f"{count(len(lanes), 'question')} of law: steps decided or estimated, open windows, refusals"
    return Picture(name, "Lanes of authority", words, WIDTH, bottom + FOOT, "".join(body), defs)


class _LaneDrawer:
    """Draws lanes of one picture onto one scale."""

    def __init__(
        self,
        scene: Scene,
        scale: LinearScale,
        provisions: Mapping[ProvisionId, Provision],
        name: str,
    ) -> None:
        self.scene, self.scale, self.provisions, self.name = scene, scale, provisions, name

    def lane(self, lane: AuthorityLane, top: float) -> str:
        """One lane with its words."""
        parts = [
            rect((0, top), WIDTH, ROW, fill="#fff", fill_opacity=0, class_="row-ground"),
            line((0, top + ROW), (WIDTH, top + ROW), stroke=palette.FAINT, stroke_width=1),
            *self._words(lane, top),
            *self._windows(lane, top + 24),
            *self._bars(lane, top + 24),
            *self._steps(lane, top + 6),
        ]
        words = f"{lane.actor} {lane.action} {lane.territory} {lane.finding} {lane.text}".lower()
        nations = f"{lane.actor} {lane.territory}"
        return group(
            parts,
            hover=self._hover(lane),
            class_="row lane",
            data_words=words,
            data_nations=nations,
        )

    def _words(self, lane: AuthorityLane, top: float) -> list[str]:
        """Who, what, where; beneath it the finding, the provision, and whose assent is missing."""
        colour = self.scene.colour(lane.actor)
        detail = f" ({lane.detail})" if lane.detail else ""
        main = f"{lane.actor} {lane.action.replace('-', ' ')} {lane.territory}"
        size = width_of(main, 11, strong=True)
        under, late = self._under(lane)
        return [
            rect((12, top + 8), 8, 8, fill=colour, rx=1.5),
            text((26, top + 16), main, class_="strong"),
            text((28 + size, top + 16), fit(detail, _LEFT - 44 - size, 10), class_="tick"),
            text(
                (26, top + 30), fit(under, _LEFT - 40, 10), class_="tick late" if late else "tick"
            ),
        ]

    def _under(self, lane: AuthorityLane) -> tuple[str, bool]:
        if lane.missing:
            return "awaits " + ", ".join(lane.missing), True
        if not lane.windows:
            return lane.finding, True
        later = [w for w in lane.windows if w.opens > self.scale.low]
        first = later[0] if later and "from" in lane.finding else lane.windows[0]
        basis = f", {self._label(first.permission)}" if first.permission else ""
        since = f" {write_day(first.opens)}" if first in later else ""
        return lane.finding + since + basis, False

    def _label(self, provision: ProvisionId) -> str:
        """`transit-ta art. 3(1)`: the instrument and the article, as lawyers cite it."""
        known = self.provisions.get(provision)
        instrument = provision.partition("/")[0]
        return f"{instrument} {known.article}" if known and known.article else str(provision)

    def _steps(self, lane: AuthorityLane, y: float) -> list[str]:
        """Step bars; a name that does not fit inside its bar stands after the last one."""
        parts, outside, end = [], [], self.scale.start
        for step in sorted(lane.steps, key=_step_order):
            label = self._step_words(lane, step)
            if step.ends is None:
                outside.append(f"{label} (time unknown)")
                continue
            right = max(self.scale.held(step.ends), self.scale.start + _LEAST)
            begins = step.ends if step.begins is None else step.begins
            left = min(self.scale.held(begins), right - _LEAST)
            inside = step.state not in _UNDECIDED and width_of(label, _SMALL) < right - left - 8
            outside += [] if inside else [label]
            end = max(end, right)
            words = self._step_hover(step, label)
            parts.append(self._step(step, y, (left, right), label if inside else "", words))
        names = fit(", then ".join(outside), self.scale.end - end - 8, _SMALL)
        return [*parts, text((end + 6, y + 9.7), names, font_size=_SMALL, class_="halo")]

    def _step(
        self, step: LaneStep, y: float, edges: tuple[float, float], label: str, hover: str
    ) -> str:
        left, right = edges
        fill, edge = {
            StepState.DECIDED: (palette.ACCENT, palette.ACCENT),
            StepState.REFUSED: (palette.LATE, palette.LATE),
        }.get(step.state, (f"url(#{self.name}-estimate)", palette.ACCENT))
        parts = [
            rect((left, y), right - left, _STEP, fill=fill, stroke=edge, stroke_width=0.7, rx=1.5)
        ]
        if label:
            parts.append(text((left + 5, y + 9.7), label, font_size=_SMALL, fill="#fff"))
        return group(parts, hover=hover)

    def _step_words(self, lane: AuthorityLane, step: LaneStep) -> str:
        """Who decides and under which article; a nation's own authority goes by its code."""
        known = self.provisions.get(step.procedure)
        article = known.article if known and known.article else step.procedure
        body = {"actor": lane.actor, "territory": lane.territory}.get(step.body, step.body)
        return f"{body}, {article}" if body else article

    def _windows(self, lane: AuthorityLane, y: float) -> list[str]:
        """Open stretches, hatched when they rest on a step that nobody has decided."""
        guessed = any(step.state in _UNDECIDED for step in lane.steps)
        fill = f"url(#{self.name}-open)" if guessed else palette.OPEN
        parts = []
        for window in lane.windows:
            left, right = self.scale.held(window.opens), self.scale.held(window.closes)
            if right > left:
                parts.append(
                    rect(
                        (left, y),
                        right - left,
                        _OPEN,
                        fill=fill,
                        stroke=palette.OPEN,
                        stroke_width=0.7,
                    )
                )
        return parts

    def _bars(self, lane: AuthorityLane, y: float) -> list[str]:
        parts = []
        for bar in lane.bars:
            left, right = self.scale.held(bar.opens), self.scale.held(bar.closes)
            if right > left:
                shape = rect(
                    (left, y), right - left, _OPEN, fill=f"url(#{self.name}-barred)",
                    stroke=palette.LATE, stroke_width=0.7,
                )  # fmt: skip
                basis = f" ({self._label(bar.provision)})" if bar.provision else ""
                parts.append(group([shape], hover=f"barred: {bar.text}{basis}"))
        return parts

    def _hover(self, lane: AuthorityLane) -> str:
        head = f"May {self.scene.nation(lane.actor)} {lane.action} {self.scene.nation(lane.territory)}?"
        return "\n".join(filter(None, (head, lane.finding, lane.text)))

    def _step_hover(self, step: LaneStep, label: str) -> str:
        times = [write_day(at) for at in (step.begins, step.ends) if at is not None]
        return "\n".join(filter(None, (f"{label}: {step.state}, {' to '.join(times)}", step.text)))


def _step_order(step: LaneStep) -> tuple[bool, int, int, str]:
    """In time; what has no time stands last."""
    begins = step.begins if step.begins is not None else step.ends
    return step.ends is None, begins or 0, step.ends or 0, step.procedure


def _key(y: float, name: str) -> list[str]:
    entries = (
        (palette.ACCENT, palette.ACCENT, "step decided"),
        (f"url(#{name}-estimate)", palette.ACCENT, "step estimated or pending"),
        (palette.LATE, palette.LATE, "step refused"),
        (palette.OPEN, palette.OPEN, "permitted"),
        (f"url(#{name}-open)", palette.OPEN, "permitted if the estimate holds"),
        (f"url(#{name}-barred)", palette.LATE, "barred"),
    )
    parts, x = [], 12.0
    for fill, edge, words in entries:
        parts.append(
            element(
                "rect", x=x, y=y - 8, width=20, height=9, fill=fill, stroke=edge, stroke_width=0.7
            )
        )
        parts.append(text((x + 26, y), words, class_="tick"))
        x += 26 + width_of(words, 10) + 22
    return parts
