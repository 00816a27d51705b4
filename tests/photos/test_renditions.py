"""A whole build's photos: made once, found again, each reporting for itself."""

import io
import os
import random
import shutil
import stat
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from goodnews.photos import PhotoJob, RenditionSettings, inspect_photos, prepare_photos
from goodnews.photos.renditions import encode
from goodnews.problems import CommandError, ContentError, Problem, Severity
from tests.photos.conftest import Prepare
from tests.photos.specimens import SPECIMENS, corners, encoded, jpeg, png_chunk, scene

GOOD = jpeg(corners(1200, 900))


def job(path: Path, line: int = 9, *, focus: str | None = None, leads: bool = False) -> PhotoJob:
    return PhotoJob(path, "content/stories/2026/a-night/story.md", line, focus, leads)


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file under a folder: when it was written, and what is in it."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def preparing(cache: Path, *jobs: PhotoJob) -> tuple[Problem, ...]:
    """What stops photos from being prepared."""
    with pytest.raises(ContentError) as stopped:
        prepare_photos(jobs, cache)
    return stopped.value.problems


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: data for name, (_, data) in state(folder).items()}


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header claims a size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (png_chunk(b"IHDR", header), png_chunk(b"IDAT", data), png_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg_of_size(width: int, height: int, mode: str = "RGB") -> bytes:
    """A JPEG whose frame header claims a size."""
    data = bytearray(jpeg(Image.new(mode, (64, 64))))
    at = data.index(b"\xff\xc0") + 5
    struct.pack_into(">HH", data, at, height, width)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    """A WebP whose frame header claims a size (RFC 6386, section 9.1)."""
    data = bytearray(encoded(Image.new("RGB", (64, 64)), "WEBP"))
    struct.pack_into("<HH", data, data.index(b"\x9d\x01\x2a") + 3, width, height)
    return bytes(data)


def deep_heic_of_size(width: int, height: int) -> bytes:
    """A HEIC of ten bits in full colour whose `ispe` box claims a size."""
    picture = pillow_heif.from_bytes("RGB;16", (64, 64), bytes(64 * 64 * 6))
    out = io.BytesIO()
    picture.save(out, chroma=444, quality=50)
    data = bytearray(out.getvalue())
    struct.pack_into(">II", data, data.index(b"ispe") + 8, width, height)
    return bytes(data)


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.jpg", lambda: b"", "photo-empty"),
    ("words.jpg", lambda: b"words", "photo-not-a-picture"),
    ("drawing.svg", lambda: b"<svg/>", "photo-drawing"),
    ("half.jpg", lambda: GOOD[: len(GOOD) // 2], "photo-broken"),
    ("half.png", lambda: encoded(scene(200, 150), "PNG")[:30000], "photo-broken"),
    ("half.heic", lambda: SPECIMENS[7].make()[:6000], "photo-broken"),
    ("half.webp", lambda: encoded(scene(200, 150), "WEBP")[:3000], "photo-broken"),
    ("half.avif", lambda: encoded(scene(200, 150), "AVIF", speed=10)[:3000], "photo-broken"),
    ("half.gif", lambda: encoded(scene(200, 150), "GIF")[:9000], "photo-broken"),
    ("half.tif", lambda: encoded(scene(200, 150), "TIFF")[:9000], "photo-broken"),
    ("head.jpg", lambda: GOOD[:3], "photo-broken"),
    ("mislabelled.png", lambda: GOOD, "photo-mislabelled"),
    ("bomb.png", lambda: png(60_000, 60_000, zlib.compress(bytes(100_000))), "photo-too-large"),
    ("big.png", lambda: png(9_000, 9_000, zlib.compress(bytes(100))), "photo-too-large"),
    ("press.jpg", lambda: jpeg_of_size(8_000, 8_000, "CMYK"), "photo-too-large"),
    ("deep.heic", lambda: deep_heic_of_size(6_000, 6_000), "photo-too-large"),
    ("big.webp", lambda: webp_of_size(6_000, 6_000), "photo-too-large"),
    ("bomb.jpg", lambda: jpeg_of_size(65_000, 65_000), "photo-too-large"),
    ("icon.png", lambda: encoded(Image.new("RGB", (16, 16)), "PNG"), "photo-too-small"),
    ("ribbon.png", lambda: encoded(Image.new("RGB", (4000, 40)), "PNG"), "photo-too-narrow"),
    ("slow.jpg", lambda: GOOD[:-2] + b"\xff\xda\x00\x02" * 500, "photo-broken"),
    ("slower.jpg", lambda: GOOD[:-2] + b"\xff\x00\x00\x02" + b"\xff\xda\x00\x02" * 500, "photo-broken"),
    ("filled.jpg", lambda: GOOD[:2] + b"\xff" * 30_000_000 + GOOD[2:], "photo-broken"),
]


@pytest.mark.parametrize(("name", "make", "code"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_bad_photo_is_refused_with_its_file_and_line(
    name: str, make: Callable[[], bytes], code: str, story: Path, cache: Path
) -> None:
    path = put(story, name, make())
    expected = [("content/stories/2026/a-night/story.md", 9, Severity.ERROR, code)]
    for problems in (preparing(cache, job(path)), inspect_photos([job(path)], story)):
        assert [
            (problem.file, problem.line, problem.severity, problem.code) for problem in problems
        ] == expected
        assert name in problems[0].message
        assert problems[0].message.endswith(".")
        assert problems[0].hint.endswith((".", ")."))
    assert not cache.exists() or contents(cache) == {}, "nothing of it is written"


def test_a_film_behind_a_picture_counts_as_no_scans(story: Path, cache: Path) -> None:
    film = b"\xff\xd9 a film: " + b"\xff\xda" * 500 + b"\xff" * 5_000
    path = put(story, "moving.jpg", GOOD + film)
    assert inspect_photos([job(path)], story) == ()
    assert path in prepare_photos([job(path)], cache)


def test_one_bad_photo_hides_no_other(story: Path, cache: Path) -> None:
    paths = [put(story, name, make()) for name, make, _ in REFUSED]
    good = put(story, "good.jpg", GOOD)
    missing = story / "missing.jpg"
    problems = preparing(cache, *map(job, [*paths, missing, good]))
    assert len(problems) == len(REFUSED) + 1
    assert set(codes(problems)) >= {"photo-missing", "photo-broken"}
    assert len(contents(cache)) > 1, "the good one is made all the same"


def test_a_link_is_refused_wherever_it_leads(story: Path, cache: Path, tmp_path: Path) -> None:
    inside, outside = put(story, "real.jpg", GOOD), put(tmp_path, "secret.jpg", GOOD)
    for name, target in (("in.jpg", inside), ("out.jpg", outside), ("gone.jpg", tmp_path / "gone.jpg")):
        (story / name).symlink_to(target)
        assert codes(preparing(cache, job(story / name))) == ["photo-link"]
        assert codes(inspect_photos([job(story / name)], story)) == ["photo-link"]


def test_a_folder_that_is_a_link_is_refused(story: Path, cache: Path, tmp_path: Path) -> None:
    put(story, "real.jpg", GOOD)
    linked = tmp_path / "linked"
    linked.symlink_to(story, target_is_directory=True)
    assert codes(preparing(cache, job(linked / "real.jpg"))) != []
    assert codes(inspect_photos([job(linked / "real.jpg")], linked)) == ["photo-link"]


def test_a_path_out_of_the_story_s_folder_is_refused(story: Path, cache: Path) -> None:
    put(story.parent, "other.jpg", GOOD)
    out = story / ".." / "other.jpg"
    assert codes(preparing(cache, job(out))) == ["photo-outside"]
    for path in (out, story.parent / "other.jpg", story / "deeper" / "other.jpg"):
        assert codes(inspect_photos([job(path)], story)) == ["photo-outside"]


def too_heavy(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)


@pytest.mark.parametrize(
    ("make", "code"),
    [(os.mkfifo, "photo-not-a-file"), (os.mkdir, "photo-not-a-file"), (too_heavy, "photo-too-heavy")],
    ids=["a pipe", "a folder", "a very heavy file"],
)
def test_what_is_no_photo_is_refused_unread(
    make: Callable[[Path], object], code: str, story: Path, cache: Path
) -> None:
    make(story / "ward.jpg")
    assert codes(preparing(cache, job(story / "ward.jpg"))) == [code]


def test_an_animation_is_shown_still_and_warned_of_each_time(story: Path, cache: Path) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "lime")]
    path = put(story, "wave.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    for _ in range(2):
        (problem,) = inspect_photos([job(path)], story, cache)
        assert (problem.code, problem.severity) == ("photo-animated", Severity.WARNING)
        assert path in prepare_photos([job(path)], cache)


def test_a_lead_photo_too_small_for_it_is_a_warning(story: Path) -> None:
    path = put(story, "small.jpg", jpeg(scene(640, 480)))
    (problem,) = inspect_photos([job(path, leads=True)], story)
    assert (problem.code, problem.severity) == ("photo-small-lead", Severity.WARNING)
    assert "640 pixels" in problem.message
    assert inspect_photos([job(path)], story) == ()


def test_the_same_picture_twice_in_a_story_is_a_warning(story: Path, cache: Path) -> None:
    picture = scene(1200, 900, seed=5)
    paths = [
        put(story, "first.jpg", jpeg(picture)),
        put(story, "other.jpg", jpeg(scene(1200, 900, seed=6))),
        put(story, "copy.jpg", jpeg(picture)),
        put(story, "again.png", encoded(picture.resize((800, 600)), "PNG")),
        put(story, "worse.jpg", jpeg(picture, quality=60)),
    ]
    prepare_photos([job(path) for path in paths], cache)
    for known in (None, cache):
        problems = inspect_photos([job(path) for path in paths], story, known)
        assert [(problem.code, problem.message.split()[0]) for problem in problems] == [
            ("photo-duplicate", "copy.jpg"),
            ("photo-duplicate", "again.png"),
            ("photo-duplicate", "worse.jpg"),
        ]
        assert "first.jpg" in problems[0].message


def test_a_photo_placed_twice_is_no_duplicate(story: Path) -> None:
    path = put(story, "ward.jpg", GOOD)
    assert inspect_photos([job(path, 3), job(path, 8)], story) == ()


def test_a_focus_that_makes_no_sense_is_a_problem(story: Path, cache: Path) -> None:
    path = put(story, "ward.jpg", GOOD)
    assert codes(preparing(cache, job(path, focus="the nurse"))) == ["photo-focus"]
    assert codes(inspect_photos([job(path, focus="120% 3%")], story)) == ["photo-focus"]


def test_a_second_run_makes_and_writes_nothing(
    story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [put(story, specimen.name, specimen.make()) for specimen in SPECIMENS]
    first = prepare_photos([job(path) for path in paths], cache)
    before = state(cache)
    monkeypatch.setattr("goodnews.photos.renditions.decode", _never)
    second = prepare_photos([job(path) for path in paths], cache)
    assert second == first
    assert state(cache) == before


def _never(*_: object) -> None:
    raise AssertionError("a photo in the cache was developed again")


def test_a_cache_restored_elsewhere_does_no_work(
    story: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(story, "ward.jpg", GOOD)
    prepare_photos([job(path)], cache)
    elsewhere = tmp_path / "another machine"
    shutil.copytree(cache, elsewhere)
    os.utime(path, (1, 1))
    monkeypatch.setattr("goodnews.photos.renditions.decode", _never)
    photo = prepare_photos([job(path)], elsewhere)[path]
    assert all(elsewhere in rendition.path.parents for rendition in photo.renditions)


def test_a_changed_photo_and_changed_settings_give_new_names(story: Path, cache: Path) -> None:
    path = put(story, "ward.jpg", GOOD)
    names = [rendition.name for rendition in prepare_photos([job(path)], cache)[path].renditions]
    settings = RenditionSettings(jpeg_quality=70)
    renditions = prepare_photos([job(path)], cache, settings=settings)[path].renditions
    path.write_bytes(jpeg(corners(1200, 902)))
    renditions += prepare_photos([job(path)], cache)[path].renditions
    assert not {rendition.name for rendition in renditions} & set(names)


def test_the_same_photo_gives_the_same_bytes_on_any_number_of_workers(story: Path, tmp_path: Path) -> None:
    paths = [put(story, specimen.name, specimen.make()) for specimen in SPECIMENS]
    jobs = [job(path) for path in paths]
    results = []
    for workers in (1, 7):
        cache = tmp_path / f"cache-{workers}"
        random.Random(workers).shuffle(jobs)
        prepare_photos(jobs, cache, workers=workers)
        results.append(contents(cache))
    assert results[0] == results[1]


@pytest.mark.parametrize("harm", ["cut", "gone", "list cut", "list lies"])
def test_a_damaged_cache_is_mended(harm: str, story: Path, cache: Path) -> None:
    path = put(story, "ward.jpg", GOOD)
    photo = prepare_photos([job(path)], cache)[path]
    whole = contents(cache)
    victim, (listing,) = photo.renditions[0].path, cache.rglob("*.json")
    if harm == "cut":
        victim.write_bytes(victim.read_bytes()[:100])
    elif harm == "gone":
        victim.unlink()
    elif harm == "list cut":
        listing.write_bytes(listing.read_bytes()[:100])
    else:
        listing.write_text(listing.read_text().replace(victim.name, "../../../../etc/passwd"))
    prepare_photos([job(path)], cache)
    assert contents(cache) == whole


def test_stopping_half_way_leaves_no_half_entry(
    story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter(range(3))

    def fails_at_the_fourth(*args: object) -> bytes:
        if next(made, None) is None:
            raise KeyboardInterrupt
        return encode(*args)

    path = put(story, "ward.jpg", GOOD)
    monkeypatch.setattr("goodnews.photos.renditions.encode", fails_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        prepare_photos([job(path)], cache)
    assert not list(cache.rglob("*.json"))
    monkeypatch.undo()
    assert path in prepare_photos([job(path)], cache)
    assert not list(cache.rglob("*.part"))


def test_a_cache_that_can_not_be_written_is_trouble_in_plain_words(story: Path, tmp_path: Path) -> None:
    path = put(story, "ward.jpg", GOOD)
    blocked = tmp_path / ".cache" / "photos"
    blocked.parent.mkdir()
    blocked.write_text("in the way")
    with pytest.raises(CommandError, match=r"cache can't be written.*allow writing to \.cache/photos"):
        prepare_photos([job(path)], blocked)


def test_each_job_is_a_step(story: Path, cache: Path) -> None:
    path, bad = put(story, "ward.jpg", GOOD), put(story, "bad.jpg", b"")
    steps = []
    with pytest.raises(ContentError):
        prepare_photos([job(path, 3), job(path, 8), job(bad)], cache, on_done=lambda: steps.append(1))
    assert len(steps) == 3


def test_no_photos_at_all_is_no_trouble(cache: Path) -> None:
    assert prepare_photos([], cache) == {}


def test_a_set_says_what_its_files_are_none_is_larger_than_the_photo_and_a_web_server_can_read_them(
    prepare: Prepare,
) -> None:
    photo = prepare("ward.jpg", GOOD)
    assert (photo.width, photo.height) == (1200, 900)
    for kind in ("image/avif", "image/jpeg"):
        assert [rendition.width for rendition in photo.of_type(kind)] == [800, 1200]
    tiny = prepare("tiny.jpg", jpeg(corners(300, 200)))
    assert [(rendition.width, rendition.height) for rendition in tiny.of_type("image/jpeg")] == [(300, 200)]
    for rendition in photo.renditions:
        with Image.open(rendition.path) as image:
            assert image.size == (rendition.width, rendition.height)
            assert Image.MIME[image.format] == rendition.type
        facts = rendition.path.stat()
        assert (facts.st_size, rendition.path.name) == (rendition.size, rendition.name)
        assert stat.S_IMODE(facts.st_mode) & 0o444 == 0o444


def test_the_ground_is_the_colour_that_fills_most(prepare: Prepare) -> None:
    picture = Image.new("RGB", (400, 300), (20, 120, 60))
    picture.paste((250, 250, 250), (0, 0, 130, 300))
    colour = prepare("ward.png", encoded(picture, "PNG")).colour
    assert colour == "#14783c"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, len(SPECIMENS) - 1), data=st.data())
def test_no_damage_to_a_file_raises_anything(which: int, data: st.DataObject, tmp_path: Path) -> None:
    specimen = SPECIMENS[which]
    harmed = bytearray(specimen.make())
    for _ in range(data.draw(st.integers(1, 12))):
        harmed[data.draw(st.integers(0, len(harmed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(harmed)), st.integers(1, len(harmed))))
    path = put(tmp_path, specimen.name, bytes(harmed[:cut]))
    found = inspect_photos([job(path)], tmp_path)
    assert all(isinstance(problem, Problem) for problem in found)
