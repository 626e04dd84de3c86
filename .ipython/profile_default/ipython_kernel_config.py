# Kernels of this course listen on loopback only; ipykernel's warning about it at every start would hide real ones.
c = get_config()  # noqa: F821
c.IPKernelApp.log_level = 40
