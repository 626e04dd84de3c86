"""One stream of random numbers per table, so that a table added later changes none of the earlier ones.

A stream is named. Its state comes from the market's seed, a hash of the name, and the number of the block of
customers, through NumPy's SeedSequence and PCG64, which NumPy promises to keep the same on every platform.
Two rules keep a market stable: a table draws only from the stream of its own name, and no name is used twice.
"""

import zlib

import numpy as np


def stream(seed: int, name: str, *, block: int = 0) -> np.random.Generator:
    """The random stream of one table of one market.

    >>> float(stream(1, "orders").random()) == float(stream(1, "orders").random())
    True
    >>> float(stream(1, "orders").random()) == float(stream(1, "contacts").random())
    False
    """
    # Python's own hash() of a string differs from run to run; a checksum does not.
    key = zlib.crc32(name.encode("utf-8"))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, key, block])))
