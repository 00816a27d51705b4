"""A disk as Windows has it: capitals are small letters, some names are refused. NTFS, mounted for real."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodnews.originals import tidy_folder
from goodnews.publish.releases import make_link
from goodnews.publish.targets.directory import DirectoryTarget
from goodnews.story.folders import is_reserved
from tests.programs import needs
from tests.site.conftest import ROOT, Site, picture

STORY = "2026/coming-off-shift"
PHOTOS = {"Ward.JPG": picture("teal"), "Desk.jpg": picture("navy")}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    image, folder = tmp_path_factory.mktemp("ntfs") / "disk", tmp_path_factory.mktemp("mounted")
    with image.open("wb") as file:
        file.truncate(64 << 20)
    subprocess.run([needs("mkntfs"), "-q", "-F", "-f", image], check=True, capture_output=True)
    options = "ignore_case,windows_names"
    mounted = subprocess.run(
        [needs("lowntfs-3g"), image, folder, "-o", options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr}")
    yield folder
    subprocess.run(["umount", folder], check=True, timeout=60)


def written(root: Path) -> Site:
    root.mkdir(exist_ok=True)
    site = Site(root)
    site.write(STORY, "Hello. ![](ward.jpg)", PHOTOS)
    return site


def test_it_is_such_a_disk(disk: Path) -> None:
    (disk / "Photo.JPG").write_text("x")
    assert (disk / "photo.jpg").read_text() == "x"
    with pytest.raises(OSError, match="Invalid argument"):
        (disk / "aux.txt").touch()


def test_a_site_has_the_same_bytes_there_and_nothing_is_made_again(disk: Path, tmp_path: Path) -> None:
    here, there = written(tmp_path / "here"), written(disk / "project")
    here.build()
    there.build()
    assert there.files() == here.files()
    assert there.build().changed == ()


def test_photos_are_tidied_in_place_whatever_letters_their_names_have(disk: Path) -> None:
    folder = written(disk / "tidying").root / "content/stories" / STORY
    result = tidy_folder(folder)
    assert not result.errors
    assert len(result.tidied) == len(PHOTOS)
    assert sorted(path.name.lower() for path in folder.iterdir()) == ["desk.jpg", "story.md", "ward.jpg"]
    assert not any(tidy_folder(folder))


def test_a_folder_on_it_shows_each_release(disk: Path) -> None:
    def link(target: Path, name: Path) -> None:
        make_link(target, name, windows=True)

    public, built = disk / "public", disk / "built"
    for number in (1, 2, 3):
        built.mkdir(exist_ok=True)
        (built / "index.html").write_text(f"<title>{number}</title>")
        (built / f"page-{number}.html").write_text("<title>A page</title>")
        (built / f"page-{number - 1}.html").unlink(missing_ok=True)
        DirectoryTarget(public, link=link, linger=0).deliver(built, f"build{number}")
        names = {path.name: path.read_text() for path in public.iterdir()}
        assert names == {
            "index.html": f"<title>{number}</title>",
            f"page-{number}.html": "<title>A page</title>",
        }


def test_every_file_of_the_project_can_be_checked_out_there() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = list(filter(None, listed.stdout.split("\0")))
    assert len({path.casefold() for path in paths}) == len(paths) > 0
    for path in paths:
        assert len(path) < 160, path
        assert not set(path) & set('<>:"\\|?*'), path
        assert not any(is_reserved(part) or part.endswith((".", " ")) for part in path.split("/")), path
