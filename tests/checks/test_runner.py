"""The whole check: every story, remembered answers, drafts and exceptions."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from goodnews.answers import remember
from goodnews.checks import STORY_RULES, check_stories
from goodnews.checks.asking import recipe_of
from goodnews.drawer import Drawer
from goodnews.problems import Severity
from goodnews.story import LONDON, Library
from goodnews.trust import Trust

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
STAFF = "photos: [{file: ward.jpg, alt: Two colleagues hand over notes, shows: staff%s}]"
NO_CONSENT = STAFF % ""
ENDS_SOON = STAFF % ", consent: {form: CF-0113, covers: [website, social], ends: 2026-11-30}"
PHONE = "---\nRing Sam on 07700 900123, any time.\n"


@pytest.fixture
def codes(library: Callable[[], Library], trust: Trust) -> Callable[..., set[str]]:
    def check(now: datetime = NOW, **options: object) -> set[str]:
        return {problem.code for problem in check_stories(library(), trust, now, **options)}

    return check


def test_a_plain_story_has_nothing_to_fix(write: Callable[..., Path], codes: Callable[..., set[str]]) -> None:
    write()
    assert codes() == set()


def test_the_problems_of_unreadable_stories_are_among_what_is_found(
    write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    write("colour: red")
    assert codes() == {"story-fields"}


def test_a_missing_photo_is_found(write: Callable[..., Path], codes: Callable[..., set[str]]) -> None:
    write("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]", photos=False)
    assert codes() == {"photo-missing"}


def test_a_file_that_is_no_photo_is_found(write: Callable[..., Path], codes: Callable[..., set[str]]) -> None:
    folder = write("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]")
    (folder / "ward.jpg").write_bytes(b"MZ this is a program")
    assert codes()


def test_a_forgotten_file_is_found(write: Callable[..., Path], codes: Callable[..., set[str]]) -> None:
    folder = write()
    (folder / "IMG_2041.jpg").write_bytes(b"")
    assert codes() == {"photo-unused"}


def rows_in(cache: Path, trust: Trust) -> dict[str, bytes]:
    return Drawer(cache, recipe_of(trust)).read()


def test_answers_are_remembered_until_the_story_changes(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust, tmp_path: Path
) -> None:
    cache = tmp_path / ".cache" / "checks.db"
    write(PHONE)
    first = check_stories(library(), trust, NOW, cache=cache)
    kept = rows_in(cache, trust)
    assert check_stories(library(), trust, NOW, cache=cache) == first
    assert rows_in(cache, trust) == kept
    write("---\nRing us.\n")
    assert check_stories(library(), trust, NOW, cache=cache) == ()
    assert rows_in(cache, trust) != kept


def test_remembered_answers_are_really_used(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust, tmp_path: Path
) -> None:
    cache = tmp_path / "checks.db"
    write(PHONE)
    check_stories(library(), trust, NOW, cache=cache)
    rows = rows_in(cache, trust)
    nothing = {key: remember(row.decode().split("\n")[0], ()) for key, row in rows.items()}
    Drawer(cache, recipe_of(trust)).update(rows, nothing)
    assert check_stories(library(), trust, NOW, cache=cache) == ()


def test_a_story_that_is_gone_is_forgotten_and_no_other(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust, tmp_path: Path
) -> None:
    cache = tmp_path / "checks.db"
    write(key="2026/one")
    write(key="2026/two")
    check_stories(library(), trust, NOW, cache=cache)
    shutil.rmtree(library().stories[0].folder)
    left = library()
    check_stories(left, trust, NOW, cache=cache, only=[])
    assert rows_in(cache, trust).keys() == {left.stories[0].key}


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"SQLite format 3\x00", b"\xff\x00"])
def test_of_a_damaged_memory_nothing_is_believed(
    damage: bytes, write: Callable[..., Path], codes: Callable[..., set[str]], tmp_path: Path
) -> None:
    cache = tmp_path / "checks.db"
    write(PHONE)
    assert codes(cache=cache) == {"identifier-phone"}
    cache.write_bytes(damage)
    assert codes(cache=cache) == {"identifier-phone"}
    assert codes(cache=cache) == {"identifier-phone"}


def test_an_altered_answer_is_not_believed(
    write: Callable[..., Path], codes: Callable[..., set[str]], tmp_path: Path
) -> None:
    cache = tmp_path / "checks.db"
    write(PHONE)
    codes(cache=cache)
    kept = cache.read_bytes()
    altered = kept.replace(b"identifier-phone", b"identifier-phono")
    assert altered != kept
    cache.write_bytes(altered)
    assert codes(cache=cache) == {"identifier-phone"}


def test_what_depends_on_the_day_is_asked_anew_each_day(
    write: Callable[..., Path], codes: Callable[..., set[str]], tmp_path: Path
) -> None:
    cache = tmp_path / "checks.db"
    write(ENDS_SOON)
    assert codes(cache=cache) == {"consent-ending"}
    assert codes(NOW + timedelta(days=8), cache=cache) == {"consent-ended"}


def test_more_processes_find_the_same(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodnews.checks.asking.A_LOT", 10)
    for number in range(70):
        write(PHONE if number % 3 else NO_CONSENT, key=f"2026/story-{number}")
    alone = check_stories(library(), trust, NOW)
    assert len(alone) == 70
    assert check_stories(library(), trust, NOW, workers=2) == alone


def test_only_the_stories_asked_for_are_checked(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust
) -> None:
    write(PHONE, key="2026/one")
    write(PHONE, key="2026/two")
    found = library()
    wanted = [story for story in found.stories if story.key == "2026/two"]
    assert {each.file for each in check_stories(found, trust, NOW, only=wanted)} == {
        "content/stories/2026/two/story.md"
    }


def test_a_reason_lets_a_rule_rest(write: Callable[..., Path], codes: Callable[..., set[str]]) -> None:
    write("allow: [{rule: identifier-phone, reason: The help line of the charity}]\n" + PHONE)
    assert codes() == set()


@pytest.mark.parametrize(
    ("allow", "story", "expected"),
    [
        (
            "{rule: photo-consent, reason: She is my friend and said yes}",
            NO_CONSENT,
            {"allow-never", "photo-consent"},
        ),
        ("{rule: identifier-phone, reason: ok}", PHONE, {"allow-reason", "identifier-phone"}),
        (
            "{rule: identifier-fone, reason: It is a public number}",
            PHONE,
            {"allow-unknown", "identifier-phone"},
        ),
        ("{rule: identifier-car, reason: It is a museum piece}", PHONE, {"allow-unused", "identifier-phone"}),
    ],
)
def test_an_exception_that_is_not_right_is_spoken_of(
    allow: str, story: str, expected: set[str], write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    write(f"allow: [{allow}]\n{story}")
    assert codes() == expected


def test_a_draft_may_be_unfinished_but_not_unsafe(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust
) -> None:
    write("draft: yes\n---\nText Sam on 07700 900123.\n\n![](missing.jpg)")
    found = {each.code: each.severity for each in check_stories(library(), trust, NOW)}
    assert found == {"identifier-phone": Severity.ERROR, "photo-not-listed": Severity.WARNING}


def test_a_withdrawn_story_is_left_in_peace(
    write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    write("withdrawn: {on: 2026-11-21, reason: Consent withdrawn}\n" + NO_CONSENT)
    assert codes() == set()


def test_an_identifier_stored_inside_a_photo_is_found(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust
) -> None:
    folder = write("photos:\n- {file: ward.jpg, alt: The ward clock, shows: nobody}")
    image = Image.open(folder / "ward.jpg")
    exif = image.getexif()
    exif[ExifTags.Base.ImageDescription] = "Bed 4, NHS number 999 000 0018"
    image.save(folder / "ward.jpg", exif=exif)
    (problem,) = check_stories(library(), trust, NOW)
    assert problem.code == "identifier-nhs-number"
    assert "stored inside a photo" in problem.what
    assert problem.line == 7


def test_an_identifier_in_a_file_name_is_found(
    write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    write("photos: [{file: bed-4_999_000_0018.jpg, alt: The ward clock, shows: nobody}]")
    assert codes() == {"identifier-nhs-number"}


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20261120_074512.jpg",
        "PXL_20261120_074512345.jpg",
        "DSC01234.jpg",
        "IMG-20261120-WA0012.jpg",
        "WhatsApp Image 2026-11-20 at 07.45.12.jpg",
        "P1020334.jpg",
        "Screenshot_2026-11-20-07-45-12.jpg",
    ],
)
def test_names_that_cameras_give_are_no_identifiers(
    name: str, write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    write(f"photos: [{{file: {name}, alt: The ward clock, shows: nobody}}]")
    assert codes() == set()


def test_the_same_picture_under_two_names_is_found(
    write: Callable[..., Path], codes: Callable[..., set[str]]
) -> None:
    clock = "file: ward.jpg, alt: The ward clock, shows: nobody"
    again = "file: again.jpg, alt: The clock once more, shows: nobody"
    folder = write(f"photos: [{{{clock}}}, {{{again}}}]")
    (folder / "again.jpg").write_bytes((folder / "ward.jpg").read_bytes())
    assert codes() == {"photo-duplicate"}


def test_a_story_just_begun_stops_nobody_elses_publish(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust
) -> None:
    """`./inv new` names a photo that its writer has still to take."""
    write("draft: yes\nphotos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]", photos=False)
    found = {each.code: each.severity for each in check_stories(library(), trust, NOW)}
    assert found == {"photo-missing": Severity.WARNING}


def test_what_depends_on_the_day_is_asked_about_anew_each_day(
    write: Callable[..., Path], library: Callable[[], Library], trust: Trust
) -> None:
    # A story whose parts and years none of these look at is passed over.
    for rule in STORY_RULES:
        for bad in rule.bad if rule.timely else ():
            write(bad)
            assert rule.code in {problem.code for problem in check_stories(library(), trust, NOW)}
