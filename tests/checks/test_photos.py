"""A photo is found by its name however it was typed, and asked about when it is not."""

from collections.abc import Callable

import pytest

from goodnews.config import SiteConfig
from goodnews.problems import Problem
from tests.checking import check_stories

from .conftest import NOW, Stories, Write

PHOTO = "photos: [{file: '%s', alt: The clock at 7am, shows: nobody}]\n---\nIt is seven.\n\n![](%s)\n"
Check = Callable[[str, str], list[Problem]]


@pytest.fixture
def check(write: Write, library: Stories, config: SiteConfig, jpeg: bytes) -> Check:
    """Check a story that names one photo, with another name in its folder."""

    def run(example: str, name: str) -> list[Problem]:
        (write(example, photos=False) / name).write_bytes(jpeg)
        return [problem for problem in check_stories(library(), config, NOW) if "photo" in problem.code]

    return run


@pytest.mark.parametrize(
    ("typed", "placed", "name"),
    [
        ("ward.jpg", "Ward.jpg", "ward.jpg"),
        ("ward.jpg", "ward.jpg", "WARD.JPEG"),
        ("IMG_1.HEIC", "IMG_1.HEIC", "IMG_1.jpg"),
        ("Tŷ.jpg", "T%C5%B7.jpg", "Ty\u0302.jpg"),
        ("at 7.45 am.jpg", "at%207.45%20am.jpg", "at 7.45\u202fam.jpg"),
    ],
)
def test_a_photo_is_found_listed_and_used_by_any_spelling_of_its_name(
    typed: str, placed: str, name: str, check: Check
) -> None:
    assert check(PHOTO % (typed, placed), name) == []


def test_the_nearest_name_is_asked_about(check: Check) -> None:
    fixes = {problem.code: problem.hint for problem in check(PHOTO % ("wrad.jpg", "wrod.jpg"), "ward.jpg")}
    assert fixes["photo-missing"] == "Did you mean “ward.jpg”?"
    assert fixes["photo-not-listed"] == "Did you mean “wrad.jpg”?"
    assert "photo-unused" in fixes


def test_a_picture_on_somebody_s_own_computer_is_written_as_the_photo_it_must_be(check: Check) -> None:
    problems = check(PHOTO % ("ward.jpg", "C:\\jo\\Ward.JPG"), "ward.jpg")
    fixes = {problem.code: problem.hint for problem in problems}
    assert fixes["photo-not-listed"] == "Write “![](ward.jpg)”."


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["Ward.JPG", "ward.jpg"], "“Ward.JPG” and “ward.jpg” are one file there."),
        (["Ty\u0302.jpg", "Tŷ.jpg"], "“Ty\u0302.jpg” and “Tŷ.jpg” are one file there."),
        (["aux.jpg"], "Windows can't keep a file called “aux.jpg”."),
        (["ward?.jpg"], "Windows can't keep a file called “ward?.jpg”."),
        (["Ward.jpg", "ward.png", "auxiliary.jpg"], ""),
    ],
)
def test_files_that_windows_and_macs_can_not_keep_are_named(
    names: list[str], message: str, write: Write, library: Stories, config: SiteConfig, jpeg: bytes
) -> None:
    folder = write("tags: [nights]")
    for name in names:
        (folder / name).write_bytes(jpeg)
    problems = check_stories(library(), config, NOW)
    assert [problem.message for problem in problems if problem.code == "file-names"] == (
        [message] * bool(message)
    )
