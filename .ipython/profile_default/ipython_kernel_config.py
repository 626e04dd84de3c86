# Kernels of this course listen on loopback only; ipykernel's warning about it at every start would
# hide real ones.
import gc
import os
import sys

c = get_config()  # noqa: F821
c.IPKernelApp.log_level = 40
# Kernels run side by side; one history file for all of them would make them wait for each other.
c.HistoryManager.enabled = False
# Python looks for rings of unused objects after every 700 new ones; loading libraries and drawing figures
# makes millions, nearly all of use: a lesson would spend a tenth of its time on looking.
gc.set_threshold(50_000, 20, 20)
# Nobody debugs a run, and loading the debugger takes a twentieth of a second at every start.
if os.environ.get("NINESTEPS_LIVE") == "0":
    sys.modules["debugpy"] = None  # as if it were not installed
