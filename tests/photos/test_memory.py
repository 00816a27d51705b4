"""Memory: small photos side by side, huge ones one by one, and no build takes more than 600 MiB."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from goodnews.photos.renditions import MemoryLimit, thread_count
from tests.photos.specimens import encoded

MOST_MEBIBYTES = 600

# A process starts with its parent's peak to its name, so a small one stands in between.
_DEVELOP = """
import sys
from pathlib import Path
from goodnews.photos import PhotoJob, prepare_photos
path = Path(sys.argv[1])
prepared = prepare_photos([PhotoJob(path, "story.md", 3)], path.parent / "cache")
assert list(prepared) == [path]
"""
_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def plain(mode: str, pixels: int) -> Image.Image:
    side = int((pixels / 12) ** 0.5)
    return Image.linear_gradient("L").resize((side * 4, side * 3)).convert(mode)


def deep_heic(chroma: int, pixels: int) -> bytes:
    """Ten bits a channel, as no Pillow image has."""
    picture = np.asarray(plain("RGB", pixels)).astype(np.uint16) * 257
    file = pillow_heif.from_bytes("RGB;16", picture.shape[1::-1], picture.tobytes())
    out = Path("deep.heic")
    file.save(out, quality=50, chroma=chroma, enc_params={"preset": "ultrafast"})
    return out.read_bytes()


LARGEST: dict[str, Callable[[], bytes]] = {
    "a.png": lambda: encoded(plain("RGBA", 50_000_000), "PNG", compress_level=1),
    "b.png": lambda: encoded(plain("LA", 50_000_000), "PNG", compress_level=1),
    "c.png": lambda: encoded(plain("I;16", 50_000_000), "PNG", compress_level=1),
    "d.webp": lambda: encoded(plain("RGBA", 30_000_000), "WEBP", method=0),
    "e.avif": lambda: encoded(plain("RGBA", 30_000_000), "AVIF", speed=10, subsampling="4:4:4"),
    "f.heic": lambda: deep_heic(420, 50_000_000),
    "g.heic": lambda: deep_heic(444, 30_000_000),
    "h.jpg": lambda: encoded(plain("RGB", 80_000_000), "JPEG", progressive=True, subsampling=0),
    "i.jpg": lambda: encoded(plain("CMYK", 50_000_000), "JPEG", progressive=True, subsampling=0),
}


@pytest.mark.nightly
@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_photo_of_its_kind_is_developed_within_bounds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_bytes(LARGEST[name]())
    command = [sys.executable, "-c", _WATCH, sys.executable, "-c", _DEVELOP, str(path)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=root, timeout=300)
    assert int(done.stdout) / 1024 <= MOST_MEBIBYTES


def most_at_once(costs: list[int], most: int) -> int:
    """Run work of these costs on eight threads, and say how much cost was ever under way at once."""
    budget, lock = MemoryLimit(most), threading.Lock()
    running, peak = 0, 0
    gate = threading.Barrier(8)

    def work(cost: int) -> None:
        nonlocal running, peak
        gate.wait(10)
        with budget.share(cost):
            with lock:
                running += min(cost, most)
                peak = max(peak, running)
            with lock:
                running -= min(cost, most)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, costs))
    return peak


def test_what_runs_at_once_never_costs_more_than_the_budget() -> None:
    for _ in range(20):
        assert most_at_once([30, 30, 30, 30, 50, 50, 70, 70], 100) <= 100


def test_work_that_never_fits_runs_alone() -> None:
    assert most_at_once([1000] * 8, 100) == 100


def test_an_error_gives_its_share_back() -> None:
    budget = MemoryLimit(10)
    for _ in range(3):
        with pytest.raises(RuntimeError), budget.share(10):
            raise RuntimeError("a broken photo")


def test_small_work_runs_side_by_side() -> None:
    budget, both = MemoryLimit(100), threading.Barrier(2)

    def work() -> int:
        with budget.share(40):
            return both.wait(10)

    with ThreadPoolExecutor(2) as pool:
        assert {each.result() for each in [pool.submit(work), pool.submit(work)]} == {0, 1}


@pytest.mark.parametrize(("allowed", "workers"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_there_is_a_worker_a_core_up_to_four(
    allowed: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(allowed)))
    assert thread_count() == workers
