"""Forty camera photos into three widths: this pipeline, Eleventy Image (sharp) and Hugo, in one run.

Each runs as a process of its own on the same files, with two formats at each width. Eleventy Image is
measured where `node` can require `@11ty/eleventy-img` (NODE_PATH helps), Hugo where it is installed.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from benchmarks.hugo import find_hugo
from benchmarks.ours import PROJECT
from benchmarks.pictures import photograph
from benchmarks.report import Table
from goodnews.photos import PhotoJob, PhotoSet, RenditionSettings, prepare_photos

COUNT = 40
WIDTHS = (800, 1360, 1920)
COMPARED = 3
"""Photos whose likeness is measured, at the middle width."""

_OURS = "import sys; from benchmarks.photos import prepare_folder; prepare_folder(*sys.argv[1:])"
_ELEVENTY = """
const image = require("@11ty/eleventy-img");
const {folder, output, widths, formats} = JSON.parse(process.env.BENCH);
const files = require("fs").readdirSync(folder).sort();
Promise.all(files.map((file) => image(`${folder}/${file}`, {
    widths, formats, outputDir: output, useCache: false,
    filenameFormat: (id, src, width, format) => `${file.split(".")[0]}-${width}.${format}`,
    // The qualities at which its pictures are as like the original as ours: the table shows it.
    sharpAvifOptions: {quality: 64}, sharpWebpOptions: {quality: 80}, sharpJpegOptions: {quality: 74},
}))).catch((error) => { console.error(error); process.exit(1); });
"""
# A process starts with its parent's peak memory to its name: so a small one stands in between.
_WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one pipeline took and gave: bytes and likeness (SSIM) are of its smaller format."""

    name: str
    formats: str
    seconds: float
    processor: float
    mebibytes: float
    kilobytes: float
    likeness: float


def run(count: int = COUNT) -> Table:
    """Measure all that is installed, one after the other."""
    with tempfile.TemporaryDirectory(prefix="photos-") as name:
        folder = Path(name)
        files = _make_files(folder / "in", count)
        results = [_ours(folder, files, modern) for modern in ("avif", "webp")]
        if _has_eleventy():
            results += [_eleventy(folder, files, modern) for modern in ("avif", "webp")]
        if program := find_hugo():
            results.append(_hugo(program, folder, files))
        warm = _ours(folder, files, "avif")
    rows = [_row(result, results) for result in results]
    rows.append(("ours, warm", warm.formats, f"{warm.seconds:.2f}", f"{warm.processor:.2f}", *[""] * 4))
    return Table(
        f"Photos: {count} of 12 megapixels at {', '.join(map(str, WIDTHS))} pixels, cold",
        ("pipeline", "formats", "seconds", "CPU s", "peak MiB", "kB a photo", "SSIM", "ours takes (CPU)"),
        tuple(rows),
    )


def prepare_folder(folder: str, cache: str, modern: str) -> None:
    """What the measured process of ours runs."""
    _prepare(sorted(Path(folder).iterdir()), Path(cache), modern)


def likeness(image: Image.Image, other: Image.Image) -> float:
    """Structural similarity of lightness (Wang et al., 2004), with the authors' Gaussian window."""
    one, two = (np.asarray(picture.convert("L")) for picture in (image, other))
    return float(
        structural_similarity(  # type: ignore[no-untyped-call]
            one, two, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
    )


def _row(result: Result, results: list[Result]) -> tuple[str, ...]:
    """A line of the table, ending in how our pipeline compares."""
    ratios = [
        f"{ours.seconds / result.seconds:.2f}× ({ours.processor / result.processor:.2f}×) with {ours.formats}"
        for ours in results
        if ours.name == "ours" and result.name != "ours"
    ]
    took = (f"{result.seconds:.1f}", f"{result.processor:.1f}", f"{result.mebibytes:.0f}")
    gave = (f"{result.kilobytes:.0f}", f"{result.likeness:.3f}")
    return (result.name, result.formats, *took, *gave, "; ".join(ratios))


def _make_files(folder: Path, count: int) -> list[Path]:
    """Camera JPEGs, no two alike: eight pictures, each turned and mirrored."""
    folder.mkdir()
    turns = (None, *Image.Transpose)
    pictures = [photograph(seed) for seed in range(min(8, count))]
    files = []
    for number in range(count):
        turn = turns[number // len(pictures)]
        picture = pictures[number % len(pictures)]
        files.append(folder / f"p{number:02}.jpg")
        (picture if turn is None else picture.transpose(turn)).save(files[-1], "JPEG", quality=92)
    return files


def _prepare(files: list[Path], cache: Path, modern: str) -> Mapping[Path, PhotoSet]:
    settings = RenditionSettings(widths=WIDTHS, jpeg_near=WIDTHS, types=(f"image/{modern}", "image/jpeg"))
    return prepare_photos([PhotoJob(path, "story.md", 1) for path in files], cache, settings=settings)


def _ours(folder: Path, files: list[Path], modern: str) -> Result:
    cache = folder / f"ours-{modern}"
    command = [sys.executable, "-c", _OURS, str(files[0].parent), str(cache), modern]
    spent = _measure(command, PROJECT, {})
    made = {
        (path.stem, rendition.width): rendition.path
        for path, photo in _prepare(files, cache, modern).items()
        for rendition in photo.of_type(f"image/{modern}")
    }
    return _result("ours", modern, spent, files, made)


def _has_eleventy() -> bool:
    if shutil.which("node") is None:
        return False
    asked = subprocess.run(["node", "-e", "require('@11ty/eleventy-img')"], capture_output=True, check=False)
    return asked.returncode == 0


def _eleventy(folder: Path, files: list[Path], modern: str) -> Result:
    output = folder / f"eleventy-{modern}"
    options = {
        "folder": str(files[0].parent),
        "output": str(output),
        "widths": WIDTHS,
        "formats": [modern, "jpeg"],
    }
    spent = _measure(["node", "-e", _ELEVENTY], Path.cwd(), {"BENCH": json.dumps(options)})
    made = {
        (path.stem, width): output / f"{path.stem}-{width}.{modern}" for path in files for width in WIDTHS
    }
    return _result("Eleventy Image", modern, spent, files, made)


def _hugo(program: str, folder: Path, files: list[Path]) -> Result:
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
    spent = _measure([program, "--quiet"], site, {"HUGO_CACHEDIR": str(folder / "hugo-cache")})
    made = {}
    for path in (site / "public").rglob("*.webp"):
        with Image.open(path) as image:
            made[path.parent.name, image.width] = path
    return _result("Hugo", "webp", spent, files, made)


def _measure(command: list[str], folder: Path, more: Mapping[str, str]) -> tuple[float, float, float]:
    """Run a process; give the seconds by the clock and of the processors, and MiB at its peak."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCH, *command],
        cwd=folder,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, processor, mebibytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, processor, mebibytes


def _result(
    name: str,
    modern: str,
    spent: tuple[float, float, float],
    files: list[Path],
    made: Mapping[tuple[str, int], Path],
) -> Result:
    """Add what came out: the mean size of a photo's files in the modern format, and its likeness."""
    sizes = [made[path.stem, width].stat().st_size for path in files for width in WIDTHS]
    width = WIDTHS[1]
    total = 0.0
    for path in files[:COMPARED]:
        with Image.open(path) as image, Image.open(io.BytesIO(made[path.stem, width].read_bytes())) as small:
            total += likeness(image.convert("RGB").resize(small.size, Image.Resampling.LANCZOS), small)
    return Result(
        name, f"{modern} + jpeg", *spent, sum(sizes) / len(files) / 1000, total / len(files[:COMPARED])
    )
