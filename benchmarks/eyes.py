"""`./inv look`: what is seen of what is planted in drawn pictures, what else is seen, and what it takes."""

import resource
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.report import Table
from benchmarks.sights import draw_sights, write_heavy_photos
from goodnews.checks.identifiers import BIRTH_DATE, HOSPITAL_NUMBER, NHS_NUMBER
from goodnews.photos.eyes import Sighting, look_at_photos

SAMPLES = Path(__file__).resolve().parents[1] / "content" / "stories"
_PHOTOS = {".jpg", ".heic", ".png"}
_TIMES = 4
_KINDS = (NHS_NUMBER, HOSPITAL_NUMBER, BIRTH_DATE)


def run() -> Table:
    """Look into drawn pictures, every photo of the sample stories, and photos that are much work."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        sights = draw_sights()
        photos = {}
        for number, sight in enumerate(sights):
            path = photos[str(number)] = Path(folder, f"{number}.png")
            sight.picture.save(path, compress_level=1)
        samples = {str(path): path for path in sorted(SAMPLES.rglob("*")) if path.suffix in _PHOTOS}
        began = _seconds()
        seen = look_at_photos({**photos, **samples})
        spent = (_seconds() - began) / len(seen)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        # What drew them ends last: what it took is not to be counted.
        with ProcessPoolExecutor(1) as pool:
            photos = pool.submit(write_heavy_photos, Path(folder)).result()
            heavy = _heavy_table(tuple(_work(name, path) for name, path in photos.items()))
    planted = [(sight.planted, seen[str(number)]) for number, sight in enumerate(sights)]
    plain = [sighting for kind, sighting in planted if not kind] + [seen[name] for name in samples]
    rows = []
    for kind, sees in _SEES.items():
        found = [sees(sighting) for planted_kind, sighting in planted if planted_kind == kind]
        rows.append((kind, f"{sum(found)} of {len(found)}", f"{sum(map(sees, plain))} of {len(plain)}"))
    title = f"Looking into {len(seen)} photos: {spent:.1f} s of one core for each, {most} MiB at the most"
    return Table(title, ("planted", "seen", "seen where none is"), tuple(rows), heavy)


def _heavy_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    title = f"Photos that are much work: {peak} MiB at the most"
    return Table(title, ("photo", "seconds of one core, target 3", "lines read", "lines left unread"), rows)


def _work(name: str, path: Path) -> tuple[str, ...]:
    """What a photo takes besides starting, and how much of it is read."""
    spent = []
    for times in (1, 1 + _TIMES):
        began = _seconds()
        seen = look_at_photos({str(number): path for number in range(times)})
        spent.append(_seconds() - began)
    sighting = seen["0"]
    seconds = (spent[1] - spent[0]) / _TIMES
    return name, f"{seconds:.1f}", str(len(sighting.words)), str(sighting.unread)


def _reads(sighting: Sighting) -> bool:
    words = " ".join(words.text for words in sighting.words)
    return any(any(kind.find(words)) for kind in _KINDS)


_SEES: dict[str, Callable[[Sighting], bool]] = {
    "face": lambda sighting: bool(sighting.faces),
    "number": _reads,
    "code": lambda sighting: bool(sighting.codes),
}


def _seconds() -> float:
    """The processor's time of all processes that this one started."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
