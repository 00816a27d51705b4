"""The largest photo of each kind: no build takes more than 600 MiB for it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from tests.photos.specimens import encoded

MOST_MEBIBYTES = 600

# A process starts with its parent's peak to its name, so a small one stands in between.
_DEVELOP = """
import sys
from pathlib import Path
from goodnews.photos import PhotoJob, prepare_photos
path = Path(sys.argv[1])
prepared = prepare_photos([PhotoJob(path, "story.md", 3)], path.parent / "cache")
assert list(prepared.photos) == [path], prepared.problems
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
