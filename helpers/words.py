"""Words and numbers as people read them; every sentence the helpers make goes through `_`."""

import gettext
import math
from pathlib import Path

_translations = gettext.translation("ninesteps", Path(__file__).parent / "locale", fallback=True)
_ = _translations.gettext

MANY_SECONDS = 90  # from here on waits are said in minutes


def percent(share: float, *, digits: int = 0) -> str:
    """A fraction as per cent.

    >>> percent(0.287)
    '29%'
    """
    return f"{share:.{digits}%}"


def count(number: float) -> str:
    """A count with thousands separators.

    >>> count(23570)
    '23,570'
    """
    return f"{number:,.0f}"


def money(amount: float, currency: str = "") -> str:
    """An amount to three significant figures, or to the hundredth below a hundred; tables hold the exact one.

    >>> money(1234567, "USD"), money(-45300, "USD"), money(812.4), money(18.06)
    ('USD 1.23 million', 'USD −45,300', '812', '18.06')
    """
    if not math.isfinite(amount):
        return _("no figure")
    size = float(f"{abs(amount):.3g}") if abs(amount) >= 99.995 else round(abs(amount), 2)
    sign = "−" if amount < 0 and size else ""
    for unit, name in ((1e9, _("billion")), (1e6, _("million"))):
        if size >= unit:
            text = f"{sign}{size / unit:.3g} {name}"
            break
    else:
        text = f"{sign}{size:,.0f}" if size >= 100 or size == 0 else f"{sign}{size:,.2f}"
    return f"{currency} {text}".strip()


def lasting(seconds: float) -> str:
    """A wait as one would say it.

    >>> lasting(8.2), lasting(89), lasting(405)
    ('8 s', '89 s', '6.8 min')
    """
    return f"{seconds:.0f} s" if seconds < MANY_SECONDS else f"{seconds / 60:.1f} min"


def listed(names: list[str]) -> str:
    """Names in a sentence.

    >>> listed(["Nordhaus", "Casa Lume", "Hotel Altan"])
    'Nordhaus, Casa Lume and Hotel Altan'
    """
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
