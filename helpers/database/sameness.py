"""What a base made of a case alone takes from the case, so that the same case always gives the same bytes.

A base that people work in is dated by the clock and salted by chance. The base of a run is made of its case
and nothing else: wherever, whenever and however often it is made, it is one file.
"""

from datetime import datetime
from hashlib import blake2b

import pandas as pd

from helpers.case import Case
from helpers.database.people import UNDATED

PEOPLE = ("customers", "contacts", "leads")


def day_of(case: Case) -> datetime:
    """When a base made of the case says it was made: on the day up to which the case speaks.

    >>> from pathlib import Path
    >>> day_of(Case(Path(), "Lamps", as_of=pd.Timestamp("2026-06-30"))).isoformat()
    '2026-06-30T00:00:00'
    """
    day = UNDATED if case.as_of is None else case.as_of
    return day.floor("s").to_pydatetime()


def salt_of(case: Case) -> str:
    """The salt of a base made of the case: who does not hold all that it says of its people cannot tell it.

    Simulated people have nothing to hide: theirs is the same for everybody.

    >>> from pathlib import Path
    >>> one, other = (pd.DataFrame({"contact_id": ["K1"], "name": [name]}) for name in ("Ada", "Bo"))
    >>> len({salt_of(Case(Path(), "Lamps", tables={"contacts": table})) for table in (one, other, one)})
    2
    """
    if case.simulated:
        return "simulated"
    digest = blake2b(case.name.encode("utf-8", "replace"), digest_size=16)
    for name in PEOPLE:
        if (frame := case.table(name)) is not None:
            digest.update(f"\0{name}\0{list(frame)}".encode("utf-8", "replace"))
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()
