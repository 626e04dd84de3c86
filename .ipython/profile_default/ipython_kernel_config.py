# Kernels of this course listen on loopback only; ipykernel's warning about it at every start would
# hide real ones.
c = get_config()  # noqa: F821
c.IPKernelApp.log_level = 40
# Kernels run side by side; one history file for all of them would make them wait for each other.
c.HistoryManager.enabled = False
