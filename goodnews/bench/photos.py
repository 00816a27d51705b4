"""Forty camera photos into three widths: this pipeline, Eleventy Image (sharp) and Hugo, in one run.

Each runs as a process of its own on the same files, with two formats at each width. Eleventy Image is
measured where `node` can require `@11ty/eleventy-img` (NODE_PATH helps), Hugo where `hugo` is on the PATH.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from goodnews.bench.photo_formats import ssim
from goodnews.bench.pictures import CAMERA, photograph
from goodnews.bench.table import Table
from goodnews.photos import PhotoJob, RenditionSettings, prepare_photos

COUNT = 40
WIDTHS = (800, 1360, 1920)
LOOKED_AT = 3
"""Photos whose likeness is measured, at the middle width."""

_ELEVENTY = """
const image = require("@11ty/eleventy-img");
const {folder, output, widths, formats, avif, webp, jpeg} = JSON.parse(process.env.BENCH);
const files = require("fs").readdirSync(folder).sort();
Promise.all(files.map((file) => image(`${folder}/${file}`, {
    widths, formats, outputDir: output, useCache: false,
    filenameFormat: (id, src, width, format) => `${file.split(".")[0]}-${width}.${format}`,
    sharpAvifOptions: {quality: avif}, sharpWebpOptions: {quality: webp},
    sharpJpegOptions: {quality: jpeg},
}))).catch((error) => { console.error(error); process.exit(1); });
"""


_WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, spent.ru_utime + spent.ru_stime, spent.ru_maxrss]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds by the clock and of the processors, MiB at its peak."""

    seconds: float
    processor: float
    mebibytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one pipeline took and gave: bytes and likeness (SSIM) are of its smaller format."""

    name: str
    formats: str
    cost: Cost
    kilobytes: float
    likeness: float


def run(count: int = COUNT) -> Table:
    """Measure all that is installed, one after the other."""
    with tempfile.TemporaryDirectory(prefix="photos-") as name:
        folder = Path(name)
        files = _make_files(folder / "in", count)
        results = [_ours(folder, files, "avif"), _ours(folder, files, "webp")]
        if _has_eleventy():
            results += [_eleventy(folder, files, "avif"), _eleventy(folder, files, "webp")]
        if shutil.which("hugo"):
            results.append(_hugo(folder, files))
        warm = _warm(folder, files)
    rows = [_row(each, results) for each in results]
    rows.append(
        ("ours, warm", "avif + jpeg", f"{warm:.2f}", "", "", "", f"{warm / count * 1000:.1f} ms a photo")
    )
    return Table(
        f"Photos: {count} of 12 megapixels at {', '.join(map(str, WIDTHS))} pixels, cold",
        ("pipeline", "formats", "seconds", "CPU s", "peak MiB", "kB a photo", "SSIM", "ours takes (CPU)"),
        tuple(rows),
    )


def _row(result: Result, results: Sequence[Result]) -> tuple[str, ...]:
    """A line of the table, ending in how our pipeline compares."""
    ratios = []
    for each in results:
        if each.name == "ours" and result.name != "ours":
            wall = each.cost.seconds / result.cost.seconds
            work = each.cost.processor / result.cost.processor
            ratios.append(f"{wall:.2f}× ({work:.2f}×) with {each.formats}")
    cost = result.cost
    took = (f"{cost.seconds:.1f}", f"{cost.processor:.1f}", str(cost.mebibytes))
    gave = (f"{result.kilobytes:.0f}", f"{result.likeness:.3f}")
    return (result.name, result.formats, *took, *gave, "; ".join(ratios))


def _make_files(folder: Path, count: int) -> list[Path]:
    """Camera JPEGs, no two alike: eight pictures, each turned and mirrored."""
    folder.mkdir()
    turns = (None, *Image.Transpose)
    pictures = [photograph(*CAMERA, seed) for seed in range(min(8, count))]
    files = []
    for number in range(count):
        turn = turns[number // len(pictures)]
        picture = pictures[number % len(pictures)]
        path = folder / f"p{number:02}.jpg"
        (picture if turn is None else picture.transpose(turn)).save(path, "JPEG", quality=92)
        files.append(path)
    return files


def _settings(modern: str) -> RenditionSettings:
    return RenditionSettings(widths=WIDTHS, jpeg_near=WIDTHS, types=(f"image/{modern}", "image/jpeg"))


def prepare_folder(folder: str, cache: str, modern: str) -> None:
    """What the measured process runs."""
    jobs = [PhotoJob(path, "story.md", 1) for path in sorted(Path(folder).iterdir())]
    assert not prepare_photos(jobs, Path(cache), settings=_settings(modern)).problems  # noqa: S101


def _ours(folder: Path, files: list[Path], modern: str) -> Result:
    cache = folder / f"ours-{modern}"
    words = "import sys; from goodnews.bench.photos import prepare_folder; prepare_folder(*sys.argv[1:])"
    command = [sys.executable, "-c", words, str(files[0].parent), str(cache), modern]
    cost = _measure(command, Path(__file__).parents[2], {})
    jobs = [PhotoJob(path, "story.md", 1) for path in files]
    photos = prepare_photos(jobs, cache, settings=_settings(modern)).photos
    made = {
        (path.stem, each.width): each.path
        for path, photo in photos.items()
        for each in photo.of_type(f"image/{modern}")
    }
    return _result("ours", modern, cost, files, made)


def _warm(folder: Path, files: list[Path]) -> float:
    """Seconds for all photos when the cache has them."""
    jobs = [PhotoJob(path, "story.md", 1) for path in files]
    start = time.perf_counter()
    prepare_photos(jobs, folder / "ours-avif", settings=_settings("avif"))
    return time.perf_counter() - start


def _has_eleventy() -> bool:
    if shutil.which("node") is None:
        return False
    asked = subprocess.run(["node", "-e", "require('@11ty/eleventy-img')"], capture_output=True, check=False)
    return asked.returncode == 0


def _eleventy(folder: Path, files: list[Path], modern: str) -> Result:
    output = folder / f"eleventy-{modern}"
    # The qualities at which its pictures come out as like the original as ours: the table shows it.
    wanted = {
        "folder": str(files[0].parent),
        "output": str(output),
        "widths": WIDTHS,
        "formats": [modern, "jpeg"],
        "avif": 64,
        "webp": 80,
        "jpeg": 74,
    }
    cost = _measure(["node", "-e", _ELEVENTY], Path.cwd(), {"BENCH": json.dumps(wanted)})
    made = {
        (path.stem, width): output / f"{path.stem}-{width}.{modern}" for path in files for width in WIDTHS
    }
    return _result("Eleventy Image", modern, cost, files, made)


def _hugo(folder: Path, files: list[Path]) -> Result:
    site = folder / "hugo"
    for path in files:
        bundle = site / "content" / path.stem
        bundle.mkdir(parents=True)
        shutil.copy(path, bundle)
        (bundle / "index.md").write_text("---\ntitle: A photo\n---\n", encoding="utf-8")
    sizes = " ".join(f'"{width}x webp q80" "{width}x jpg q74"' for width in WIDTHS)
    (site / "layouts").mkdir()
    (site / "layouts" / "single.html").write_text(
        '{{ range $photo := .Resources.ByType "image" }}{{ range slice ' + sizes + " }}"
        "{{ ($photo.Resize .).RelPermalink }} {{ end }}{{ end }}",
        encoding="utf-8",
    )
    unwanted = ["home", "taxonomy", "term", "rss", "sitemap", "404", "section"]
    settings = {"baseURL": "https://stories.merrowdale.example/", "disableKinds": unwanted}
    (site / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    cost = _measure(["hugo", "--quiet"], site, {"HUGO_CACHEDIR": str(folder / "hugo-cache")})
    made = {}
    for path in (site / "public").rglob("*.webp"):
        with Image.open(path) as image:
            made[path.parent.name, image.width] = path
    return _result("Hugo", "webp", cost, files, made)


def _measure(command: list[str], folder: Path, more: dict[str, str]) -> Cost:
    """Run a process, by way of a small one: a process starts with its parent's peak memory to its name."""
    words = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(
        words, cwd=folder, env={**os.environ, **more}, stdout=subprocess.PIPE, text=True, check=True
    )
    seconds, processor, kibibytes = json.loads(done.stdout.splitlines()[-1])
    return Cost(seconds, processor, kibibytes // 1024)


def _result(
    name: str,
    modern: str,
    cost: Cost,
    files: list[Path],
    made: dict[tuple[str, int], Path],
) -> Result:
    """Add what came out: the mean size of a photo's files in the modern format, and its likeness."""
    sizes = [made[path.stem, width].stat().st_size for path in files for width in WIDTHS]
    likeness = 0.0
    for path in files[:LOOKED_AT]:
        with Image.open(path) as image:
            width = WIDTHS[1]
            size = (width, round(image.height * width / image.width))
            right = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        likeness += ssim(right, made[path.stem, width].read_bytes()) / LOOKED_AT
    return Result(name, f"{modern} + jpeg", cost, sum(sizes) / len(files) / 1000, likeness)
