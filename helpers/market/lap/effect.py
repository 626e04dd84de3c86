"""What a decision changes, and how several decisions come together: logs add up, within bounds."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from helpers.market.lap.facts import told

Floats = npt.NDArray[np.float64]
Zero = 0.0


@dataclass
class Effect:
    """What decisions change, customer by customer (or the same for all where it is one number).

    rate: log of how often they order; leave: log of the chance to leave after an order; satisfaction: points;
    worth: log of the quantity of the product class they buy, before and after rivals have answered; price:
    log of the price of that class; dearer: what one of it costs more, as a share of its price; credit: the
    share of what is sold of it that later payment costs; dropped: customers let go; back: chance to come
    back, of the gone; off: chance to leave at once, of the others; new: log of the chance that an inquiry
    becomes a customer; costs: name → money, above what doing nothing costs.
    """

    rate: Floats | float = Zero
    leave: Floats | float = Zero
    satisfaction: Floats | float = Zero
    worth: tuple[Floats | float, Floats | float] = (Zero, Zero)
    price: Floats | float = Zero
    dearer: Floats | float = Zero
    credit: float = Zero
    dropped: npt.NDArray[np.bool_] | bool = False
    back: Floats | float = Zero
    off: Floats | float = Zero
    new: Floats | float = Zero
    costs: dict[str, float] = field(default_factory=dict)

    def __add__(self, other: "Effect") -> "Effect":
        """Both together.

        >>> (Effect(rate=0.1, costs={"calls": 5.0}) + Effect(rate=0.2, costs={"calls": 1.0})).costs
        {'calls': 6.0}
        """
        added = {
            name: getattr(self, name) + getattr(other, name)
            for name in ("rate", "leave", "satisfaction", "price", "dearer", "credit", "back", "off", "new")
        }
        names = [*self.costs, *(name for name in other.costs if name not in self.costs)]
        return Effect(
            **added,
            worth=(self.worth[0] + other.worth[0], self.worth[1] + other.worth[1]),
            dropped=self.dropped | other.dropped,
            costs={name: self.costs.get(name, 0.0) + other.costs.get(name, 0.0) for name in names},
        )


def multiple(logs: Floats | float, size: int) -> Floats:
    """How many times as often customers order, within bounds: 1 where nothing is done."""
    most = np.log1p(told("firm")["extra_orders"])
    found: Floats = np.exp(np.clip(np.broadcast_to(logs, size), told("firm")["rate_least"], most))
    return found


def leaving(effect: Effect, size: int) -> Floats:
    """How many times as likely they are to leave after an order; discontent counts with all else."""
    logs = effect.leave + told("firm")["content"] * np.asarray(effect.satisfaction)
    found: Floats = np.exp(np.clip(np.broadcast_to(logs, size), *told("firm")["leave_bounds"]))
    return found
