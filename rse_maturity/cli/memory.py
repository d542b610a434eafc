"""How a process of one command deals with memory: what one step frees is kept for the next, until all of it ends.

Fresh pages from the system would cost a large export up to three seconds. The settings were chosen by measurement on
Linux, on a virtual machine of two cores.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys

JEMALLOC = {
    "_RJEM_MALLOC_CONF": "narenas:1,oversize_threshold:0,dirty_decay_ms:-1,muzzy_decay_ms:-1,"
    "lg_tcache_max:22,lg_extent_max_active_fit:20"
}
"""Polars' allocator: one pool, from which nothing goes back to the system, and which is cut up as it is needed; pieces
of columns (up to 4 MB) are kept by the thread that frees them."""

M_TRIM_THRESHOLD, M_MMAP_MAX, M_ARENA_MAX = -1, -4, -8  # <malloc.h>, mallopt(3)
GLIBC = {M_ARENA_MAX: 1, M_TRIM_THRESHOLD: 2**31 - 1, M_MMAP_MAX: 0}
"""NumPy's: the same in the terms of the GNU C library."""

NUMPY = {"NUMPY_MADVISE_HUGEPAGE": "0", "OPENBLAS_NUM_THREADS": "1"}
"""Huge pages take longer to be cleared than they save; and products are so small that threads would wait for them."""


def keep_freed_memory() -> None:
    """Set this up, before Polars and NumPy are loaded; where the user has set it in the environment, that stays."""
    gc.disable()  # looking for cycles would cost up to a second and free nothing
    for variable, setting in (JEMALLOC | NUMPY).items():
        os.environ.setdefault(variable, setting)
    if sys.platform != "linux" or any(variable.startswith(("MALLOC_", "GLIBC_")) for variable in os.environ):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # other C libraries than GNU's have none
        for option, value in GLIBC.items():
            mallopt(option, value)
