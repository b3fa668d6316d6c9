"""An ingest's threads share one heap."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

_HEAPS = """
import ctypes, sys, threading
from reftel.ingest import arenas

if sys.argv[2] == "one":
    arenas.only_one()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes = ctypes.c_int, ctypes.c_void_p
libc.fclose.argtypes = (ctypes.c_void_p,)
ready = threading.Barrier(4)

def allocate():
    libc.malloc(1000)
    ready.wait()

threads = [threading.Thread(target=allocate) for _ in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
file = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps its memory in another way")
@pytest.mark.parametrize("how", ["one", "as it is"])
def test_threads_share_one_heap(tmp_path: Path, how: str) -> None:
    told = tmp_path / "heaps.xml"
    subprocess.run([sys.executable, "-c", _HEAPS, str(told), how], check=True, timeout=60)
    heaps = len(re.findall(r"<heap nr=", told.read_text("ascii")))
    assert (heaps == 1) == (how == "one")
