"""Compressing at publishing: Brotli's steps against each other and against gzip, on pages like ours."""

import gzip
import random
import time
from collections.abc import Callable
from functools import partial

import brotli

from goodnews.bench.table import Table
from goodnews.publish.stage import THOROUGH

WORDS = (
    "ward",
    "night",
    "tea",
    "porter",
    "garden",
    "kitchen",
    "morning",
    "nurse",
    "thank",
    "lantern",
    "toast",
)
PAGES = 60


def run() -> Table:
    """Measure bytes and time over pages of 12 kB, as ratios to what publishing uses."""
    chance = random.Random(7)
    pages = [_page(chance) for _ in range(PAGES)]
    ways: dict[str, Callable[[bytes], bytes]] = {
        f"Brotli {step}": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=step) for step in (5, 9, 11)
    }
    ways["gzip 9"] = partial(gzip.compress, compresslevel=9, mtime=0)
    found = {name: _measure(way, pages) for name, way in ways.items()}
    size, spent = found[f"Brotli {THOROUGH}"]
    rows = tuple(
        (name, f"{bytes_ / size:.2f}", f"{seconds / spent:.1f}", f"{seconds / PAGES * 1000:.1f}")
        for name, (bytes_, seconds) in found.items()
    )
    title = f"Compressing a page of 12 kB, against Brotli {THOROUGH}"
    return Table(title, ("way", "bytes, ratio", "time, ratio", "ms a page"), rows)


def _page(chance: random.Random) -> bytes:
    items = "".join(
        f'<li class="card"><a href="/stories/2026/{chance.choice(WORDS)}-{n}/">'
        f"{' '.join(chance.choices(WORDS, k=24))} {chance.randrange(10**6)}</a></li>\n"
        for n in range(70)
    )
    return f'<!doctype html><html lang="en"><head><title>Ours</title></head><ul>{items}</ul></html>'.encode()


def _measure(way: Callable[[bytes], bytes], pages: list[bytes]) -> tuple[int, float]:
    start = time.perf_counter()
    size = sum(len(way(page)) for page in pages)
    return size, time.perf_counter() - start
