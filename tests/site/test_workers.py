"""A build by several workers gives what one worker gives, byte for byte."""

import os
import sys
from collections.abc import Callable

import pytest

from tests.apart import run_apart
from tests.site.conftest import NOW, Site, picture

BUILD = """
import json, os, sys
from datetime import datetime
from pathlib import Path
os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:int(sys.argv[2])]))
from goodnews.parallel import can_fork, worker_count
assert can_fork() and worker_count() == int(sys.argv[2])
from goodnews.commands.build import build_site
root = Path(sys.argv[1])
report = build_site(root, "publishconf.py", datetime.fromisoformat(sys.argv[3]), output=root / "output")
print(json.dumps([report.build, len(report.changed), len(report.reasons)]))
"""

AS_WINDOWS_DOES = """
import multiprocessing
from goodnews import output, parallel
multiprocessing.get_all_start_methods = lambda: ["spawn"]
output.can_fork = parallel.can_fork = lambda: False
assert parallel.process_context().get_start_method() == "spawn"
"""


def build(site: Site, workers: int, program: str = BUILD) -> list[object]:
    told = run_apart(program, str(site.root), str(workers), NOW.isoformat())
    assert isinstance(told, list)
    return told


@pytest.mark.nightly
@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs Linux and two processors"
)
def test_two_workers_make_the_same_site_as_one_whether_copied_or_told_all_by_pickling(
    make_site: Callable[[], Site],
) -> None:
    one, two, told = sites = make_site(), make_site(), make_site()
    for site in sites:
        for number in range(12):
            photos = {"ward.jpg": picture("teal")} if number == 3 else None
            site.write(f"2026/story-{number}", f"Text {number}.", photos, tags=f"[tag{number % 5}]")
    name, *_ = first = build(one, 1)
    assert first == build(two, 2)
    assert name == build(told, 2, BUILD.replace("root = Path", f"{AS_WINDOWS_DOES}root = Path", 1))[0]
    assert one.files() == two.files() == told.files()
    assert build(two, 2) == [name, 0, 0]
