"""A small site of its own for each test, built the way the tasks build it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from PIL import Image

from goodnews import build as building
from goodnews import cache
from goodnews.build import BuildReport
from goodnews.cache import code_version
from goodnews.commands.build import build_site
from goodnews.terminal import Progress, in_silence
from tests.photos.specimens import encoded
from tests.shared import read_files

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GPS_MARKER = "PLANTEDCAMERA"


def picture(colour: str, text: str = GPS_MARKER) -> bytes:
    """A photo with a place and a camera in it, as phones write them."""
    exif = Image.Exif()
    exif[0x010F] = text
    exif.get_ifd(0x8825)[2] = (54.0, 58.0, 42.0)
    return encoded(Image.new("RGB", (1600, 1200), colour), "JPEG", exif=exif, comment=text.encode())


class Site:
    """A project in a temporary folder: the real theme and settings, stories of the test's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = NOW
        self.version = ""
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copytree(ROOT / "content" / "pages", root / "content" / "pages")
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root / name)

    def write(
        self,
        key: str,
        body: str = "Hello.",
        photos: dict[str, bytes] | None = None,
        more: str = "",
        **fields: str,
    ) -> Path:
        """Write a story; `fields` replace or add lines of its front matter, `more` its photos."""
        meta = {
            "title": f'"About {key}"',
            "summary": "One sentence about it.",
            "date": "2026-11-20 07:45",
            "category": "People",
        } | fields
        for file in photos or {}:
            meta.setdefault("photos", "")
            meta["photos"] += f"\n  - {{file: {file}, alt: A planted thing, shows: nobody}}"
        if more:
            meta["photos"] = more
        folder = self.root / "content" / "stories" / key
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in (photos or {}).items():
            (folder / file).write_bytes(data)
        lines = [f"{name}: {value}" for name, value in meta.items()]
        (folder / "story.md").write_text("\n".join(["---", *lines, "---", body]), encoding="utf-8")
        return folder

    def build(
        self,
        output: str = "output",
        settings: str = "publishconf.py",
        *,
        glance: Callable[[], None] = lambda: None,
        progress: Progress = in_silence,
    ) -> BuildReport:
        """Build it, by code and libraries of its version; `glance` is called as work begins."""

        @contextmanager
        def watched(label: str, total: int) -> Iterator[Callable[[], None]]:
            glance()
            with progress(label, total) as on_done:
                yield on_done

        version = f"{code_version()}{self.version}"
        with (
            mock.patch.object(building, "code_version", return_value=version),
            mock.patch.object(cache, "code_version", return_value=version),
        ):
            return build_site(self.root, settings, self.now, output=self.root / output, progress=watched)

    def files(self, output: str = "output") -> dict[str, bytes]:
        """Every file of the output, by path."""
        return read_files(self.root / output)

    def page(self, address: str) -> str:
        """A page's HTML."""
        return (self.root / "output" / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    return lambda: Site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(make_site: Callable[[], Site]) -> Site:
    return make_site()
