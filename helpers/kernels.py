"""The environment in which every kernel of the course starts, whoever starts it."""

import os
from pathlib import Path

from helpers.files import ROOT

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def environment(*, live: bool, out: Path | None = None) -> dict[str, str]:
    """The variables of this process, changed so that a lesson gives the same outputs on every machine.

    live: True where a person sits in front of the notebook; False keeps its forms silent (workbook.py).
    out: folder for tables and workbook; None: only where the notebook's own parameter names one.
    """
    variables = {**os.environ, **dict.fromkeys(THREADS, "1")}
    variables.update(
        PYTHONHASHSEED="0",
        # Profile of the course: silences a warning which ipykernel prints at every start.
        IPYTHONDIR=str(ROOT / ".ipython"),
        # A kernel named python3 in the user's home must not take the place of this environment's.
        JUPYTER_PREFER_ENV_PATH="1",
        NINESTEPS_LIVE="1" if live else "0",
    )
    for name in ("NINESTEPS_OUT", "JUPYTER_PATH", "MPLBACKEND"):
        variables.pop(name, None)
    if out is not None:
        variables["NINESTEPS_OUT"] = str(out.resolve())
    return variables
