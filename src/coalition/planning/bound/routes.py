"""The least weight of getting loads from place to place: on the ground or aboard, changing when it helps.

A load may be aboard before it is ready, for nothing says that loading waits (R9 speaks of leaving). At a port
it must pass it need not change carriers. Weights are minutes, or minutes plus a price on what is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.planning.bound.kinds import Kinds, Mask, Minutes
from coalition.planning.bound.lengths import close

Numbers = NDArray[np.int64]
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Weights:
    """What loading, being under way and unloading weigh by kind: K, K x P x P, K."""

    load: Minutes
    moving: Minutes
    unload: Minutes

    def only(self, mask: Mask) -> Weights:
        """The kinds of the mask alone."""
        chosen = np.array(mask, dtype=np.bool_)
        return Weights(self.load[chosen], self.moving[chosen], self.unload[chosen])

    def between(self) -> Minutes:
        """Standing at one place to standing at another, however many changes lie between, P x P."""
        return close(self.leg())

    def leg(self) -> Minutes:
        """Standing to standing by one carrier, P x P; nothing for staying."""
        whole = self.moving + (self.load + self.unload)[:, None, None]
        best = np.asarray(whole.min(axis=0, initial=np.inf))
        np.fill_diagonal(best, 0.0)
        return best


def time_weights(kinds: Kinds) -> Weights:
    """Minutes themselves."""
    return Weights(kinds.load, kinds.moving, kinds.unload)


@dataclass(frozen=True, slots=True)
class Where:
    """For each of R loads the least at which it stands at its place (R), and is aboard there (R x K)."""

    ground: Minutes
    aboard: Minutes

    def not_before(self, at: Minutes, unload: float) -> Where:
        """Nothing comes in before the minute; what is set down stands there an unloading later."""
        return Where(np.maximum(self.ground, at + unload), np.maximum(self.aboard, at[:, None]))

    def leaving(self, at: Minutes) -> Where:
        """Nothing leaves before the minute."""
        return Where(np.maximum(self.ground, at), np.maximum(self.aboard, at[:, None]))


class Journeys:
    """Journeys by the kinds of one mask; loads are done in batches."""

    def __init__(self, weights: Weights) -> None:
        self.weights, self._between = weights, weights.between()
        begun = (weights.moving + weights.unload[:, None, None]).min(axis=0, initial=np.inf)
        self._whole = np.array([(leg[:, None] + self._between).min(axis=0) for leg in begun])

    @property
    def least_unload(self) -> float:
        """The least minutes in which something is set down; nothing where nobody takes the load."""
        unload = self.weights.unload
        return float(unload.min()) if len(unload) else 0.0

    def land(self, at: Where, here: Numbers, there: Numbers) -> Minutes:
        """The least at which each load stands at `there`, R.

        A load that is aboard every carrier that can be there at one minute needs no look at each of them.
        """
        usable = np.isfinite(at.aboard)
        last = np.where(usable, at.aboard, -np.inf).max(axis=1, initial=-np.inf)
        found = np.where(np.isneginf(last), np.inf, last) + self._whole[here, there]
        hard = np.flatnonzero(~(at.aboard >= last[:, None]).all(axis=1) | np.isfinite(at.ground))
        some = Where(at.ground[hard], at.aboard[hard])
        for begin, part in _parts(some, here[hard], there[hard]):
            found[hard[begin : begin + _BATCH]] = self._land(*part)
        return np.asarray(found)

    def go(self, at: Where, here: Numbers, there: Numbers) -> Where:
        """Where each load is at `there`, on the ground and aboard."""
        found = [self._go(*part) for _, part in _parts(at, here, there)]
        if not found:
            return at
        return Where(
            np.concatenate([one.ground for one in found]),
            np.concatenate([one.aboard for one in found]),
        )

    def _put_down(self, at: Where, here: Numbers) -> Minutes:
        """The least at which each load stands at each place after the first carrier, R x P."""
        w = self.weights
        legs = at.aboard[:, :, None] + w.moving.transpose(1, 0, 2)[here] + w.unload[:, None]
        return np.asarray(legs.min(axis=1, initial=np.inf))

    def _land(self, at: Where, here: Numbers, there: Numbers) -> Minutes:
        put_down = self._put_down(at, here)
        later = (put_down + self._between[:, there].T).min(axis=1)
        return np.asarray(np.minimum(later, at.ground + self._between[here, there]))

    def _go(self, at: Where, here: Numbers, there: Numbers) -> Where:
        w, put_down = self.weights, self._put_down(at, here)
        stands = at.ground[:, None] + self._between[here]
        for place in range(len(self._between)):
            np.minimum(stands, put_down[:, place, None] + self._between[place], out=stands)
        onward = stands[:, None, :] + w.moving.transpose(2, 0, 1)[there]
        taken_on = onward.min(axis=2, initial=np.inf) + w.load
        aboard = np.minimum(at.aboard + w.moving[:, here, there].T, taken_on)
        rows = np.arange(len(there))
        return Where(stands[rows, there], aboard)


def _parts(
    at: Where, here: Numbers, there: Numbers
) -> list[tuple[int, tuple[Where, Numbers, Numbers]]]:
    """So many loads at a time, with the number of the first."""
    cuts = [(n, slice(n, n + _BATCH)) for n in range(0, len(here), _BATCH)]
    return [(n, (Where(at.ground[c], at.aboard[c]), here[c], there[c])) for n, c in cuts]
