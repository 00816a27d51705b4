"""The editor at `/edit/`, on a phone and on a desk: from the form to a pull request on GitHub."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Browser

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.config import PUBLIC, load_config
from goodnews.story.front_matter import parse_story
from tests.browser.building import ROOT
from tests.browser.editor import OLD_STORY, Editor, build_editor, open_editor
from tests.programs import needs
from tests.shared import made_once

QUICK = {"preset": "ultrafast"}
SECRETS = (b"Jo Bloggs", b"SERIAL99", b"iPhone 15")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "editor", build_editor)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A HEIC as a phone writes it: with the place, the name and the serial number."""
    pillow_heif.register_heif_opener()
    picture = Image.linear_gradient("L").resize((3400, 2550)).convert("RGB")
    exif = picture.getexif()
    exif[0x0110], exif[0x013B] = "iPhone 15", "Jo Bloggs"
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 1.0, 2.0), 3: "W", 4: (2.0, 1.0, 2.0)})
    exif.get_ifd(0x8769)[0xA431] = "SERIAL99"
    file = tmp_path / "IMG_0042.HEIC"
    picture.save(file, format="HEIF", exif=exif.tobytes(), quality=70, enc_params=QUICK)
    assert all(secret in file.read_bytes() for secret in SECRETS)
    return str(file)


@pytest.fixture(params=[390])
def editor(
    browser: Browser, project: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Editor]:
    with open_editor(browser, project, tmp_path, request.param) as opened:
        opened.sign_in()
        yield opened


def a_story(photo: str, **more: Any) -> dict[str, Any]:
    consent = {"form": "CF-0113", "covers": ["website", "social"], "ends": "2031-11-20"}
    return {
        "title": "Tea at 4am: a night on Ward 7",
        "summary": "We drank it cold, and nobody minded.",
        "date": "2026-06-20 07:45",
        "category": "People",
        "by": "The night sister, Ward 7",
        "team": "Ward 7",
        "hospital": "Tarnside Hospital",
        "tags": ["nursing", "nights"],
        "photos": [
            {
                "file": photo,
                "alt": "Two nurses at the ward desk, with two mugs",
                "caption": "Ten to four.",
                "shows": "staff",
                "consent": consent,
            }
        ],
        "body": "It was four, and it was raining.\n\n- tea\n- biscuits\n\nThen the phone rang.",
        **more,
    }


def problems_of(editor: Editor, folder: Path, more: dict[str, bytes] | None = None) -> list[str]:
    """What `./inv check` says of the stories in all pull requests together."""
    for number in range(1, len(editor.edited.github.pulls) + 1):
        for name, data in {**editor.files(number), **(more or {})}.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    config = load_config(ROOT, PUBLIC)
    content = load_content(folder, config, datetime(2026, 11, 27, 12, tzinfo=UTC), open_cache(folder))
    return [str(problem) for problem in content.problems if "content/stories/" in problem.file]


def hidden_data(photo: bytes, folder: Path) -> str:
    """What exiftool finds in a photo beside its size, its colours and its format."""
    file = folder / "sent.webp"
    file.write_bytes(photo)
    groups = ["-EXIF:all", "-XMP:all", "-IPTC:all", "-GPS:all", "-MakerNotes:all", "-Comment"]
    ran = subprocess.run([needs("exiftool"), *groups, file], capture_output=True, check=True)
    return ran.stdout.decode()


@pytest.mark.parametrize("editor", [390, pytest.param(1280, marks=pytest.mark.nightly)], indirect=True)
def test_a_story_with_a_photo_becomes_a_pull_request_without_what_the_phone_wrote_into_it(
    editor: Editor, photo: str, tmp_path: Path
) -> None:
    editor.new()
    editor.fill_all(a_story(photo))
    editor.send()
    (pull,) = editor.edited.github.pulls
    assert pull["base"]["ref"] == "main"
    assert not pull["draft"]
    files = editor.files(1)
    folder = "content/stories/2026/tea-at-4am-a-night-on-ward-7"
    assert sorted(files) == [f"{folder}/img_0042.webp", f"{folder}/story.md"]
    story = parse_story(files[f"{folder}/story.md"].decode(), f"{folder}/story.md").meta
    assert story.date.isoformat() == "2026-06-20T07:45:00+01:00"
    assert story.photos[0].file == "img_0042.webp"
    assert hidden_data(files[f"{folder}/img_0042.webp"], tmp_path) == ""
    # In every byte that left the phone, whether it came to anything or not.
    sent = [*editor.edited.bodies, *editor.edited.github.every_blob()]
    assert [secret for secret in SECRETS for body in sent if secret in body] == []
    assert problems_of(editor, tmp_path / "check") == []
    assert editor.strangers == []


@pytest.mark.nightly
def test_what_lacks_something_is_kept_as_a_draft_and_sent_when_it_is_whole(editor: Editor) -> None:
    story = a_story("", photos=[])
    editor.new()
    editor.fill_all({name: value for name, value in story.items() if name != "summary"})
    editor.page.get_by_role("button", name="Save", exact=True).click()
    editor.page.get_by_text("Entry saved").wait_for()
    (pull,) = editor.edited.github.pulls
    assert pull["draft"]
    editor.page.get_by_role("row").filter(has_text="Tea at 4am").click()
    editor.fill("summary", story["summary"])
    editor.send()
    assert [pull["draft"] for pull in editor.edited.github.pulls] == [False]
    assert "We drank it cold" in editor.story(1)


def test_somebody_signs_in_through_the_trusts_own_worker(
    browser: Browser, project: Path, tmp_path: Path
) -> None:
    with open_editor(browser, project, tmp_path) as editor:
        editor.page.goto(f"{editor.url}/edit/")
        editor.page.get_by_role("button", name="Sign In with").click()
        editor.page.get_by_text("Stories", exact=True).first.wait_for()
        assert editor.strangers == []


FORMATS: dict[str, dict[str, Any]] = {
    "story": {},
    "interview": {
        "interview": {"with": "The night sister, Ward 7"},
        "body": "We asked.\n\nQ: How was it?\n\nA: Long, and kind.",
    },
    "picture": {"body": "One picture, and it is enough."},
    "live": {
        "live": {
            "starts": "2026-12-04 12:00",
            "ends": "2026-12-04 13:00",
            "watch": "https://video.example/live/kitchen",
        }
    },
    "invitation": {
        "event": {
            "starts": "2026-12-04 14:00",
            "ends": "2026-12-04 16:00",
            "place": "The canteen, Tarnside Hospital",
        }
    },
    "video": {
        "video": {
            "url": "https://video.example/w/garden",
            "title": "A minute in the garden",
            "length": "2:31",
            "captions": "yes",
        },
        "bsl": {"url": "https://video.example/w/garden-bsl"},
    },
    "quote": {"quote": {"text": 'They said: "tea?" and I cried.', "who": "A patient on Ward 7"}},
    "thanks": {"thanks": {"to": "Ward 7", "from": "A grateful family"}, "announce": "no"},
    "gallery": {"post": "Knackered, happy, proud. #TeamNHS: a night", "notes": "Ward 7 has 24 beds."},
    "audio": {
        "audio": {
            "file": "night.mp3",
            "title": "Four in the morning",
            "transcript": "It is four o'clock.\n\nListen.",
            "length": "0:30",
        }
    },
}
"""What makes a story of each format."""


@pytest.mark.nightly
@pytest.mark.parametrize("editor", [1280], indirect=True)
@pytest.mark.parametrize("name", FORMATS)
def test_each_format_passes_the_check_as_it_is_and_opens_again_without_a_change(
    editor: Editor, name: str, tmp_path: Path
) -> None:
    pictures = [str(ROOT / "content/stories" / OLD_STORY / "backs-of-heads.jpg")]
    if name == "gallery":
        pictures.append(str(tmp_path / "waiting-room.png"))
        Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(pictures[1])
    photos = [
        {"file": file, "alt": f"Rows of people, seen from behind, {at}", "shows": "backs"}
        for at, file in enumerate(pictures, 1)
    ]
    editor.new()
    editor.fill_all({**a_story(""), "photos": photos, **FORMATS[name]})
    editor.send()
    written = editor.story(1)
    editor.open("2026/tea-at-4am-a-night-on-ward-7")
    editor.fill("by", "The day sister, Ward 7")
    editor.page.get_by_role("button", name="Save", exact=True).click()
    editor.page.get_by_text("Entry saved").wait_for()
    assert editor.story(1) == written.replace("by: The night sister", "by: The day sister")
    sound = (ROOT / "content/stories/2026/a-minute-with-the-switchboard/switchboard-at-4am.mp3").read_bytes()
    more = {"content/stories/2026/tea-at-4am-a-night-on-ward-7/night.mp3": sound} if name == "audio" else {}
    assert problems_of(editor, tmp_path / "check", more) == []


@pytest.mark.nightly
def test_a_story_written_by_hand_means_the_same_after_the_form(editor: Editor) -> None:
    file = f"content/stories/{OLD_STORY}/story.md"
    before = (ROOT / file).read_text(encoding="utf-8")
    editor.open(OLD_STORY)
    editor.fill("title", "The department is full")
    editor.page.get_by_role("button", name="Save", exact=True).click()
    editor.page.get_by_text("Entry saved").wait_for()
    old, new = parse_story(before, file), parse_story(editor.story(1), file)
    assert new.meta == old.meta.model_copy(update={"title": "The department is full"})
    assert new.body.strip() == old.body.strip()


FAULTS = {
    "aria-required-children": "an empty list box of a select that is closed",
    "aria-valid-attr-value": "an empty attribute of a menu that is closed",
}
"""Sveltia CMS's own, as docs/running.md lists them: a new one is noticed."""


@pytest.mark.nightly
@pytest.mark.parametrize("editor", [390, 1280], indirect=True)
def test_axe_finds_no_other_fault_than_those_that_are_known(editor: Editor, axe: str) -> None:
    faults: set[str] = set()
    for address in ("", "#/collections/stories/new", "#/workflow"):
        editor.page.goto(f"{editor.url}/edit/{address}")
        editor.page.wait_for_timeout(1500)
        editor.page.evaluate(axe)
        found = editor.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        faults |= {fault["id"] for fault in found["violations"]}
    assert faults <= set(FAULTS)
