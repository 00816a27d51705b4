"""Every trick of a story file ends in a problem with a line, or in a story that is safe."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from goodnews.build import load_content
from goodnews.cache import SqliteCache
from goodnews.config import SiteConfig
from goodnews.problems import Problem
from goodnews.story import LONDON, read_stories
from tests.checking import check_stories

NOW = datetime(2026, 11, 23, 9, tzinfo=LONDON)
Check = Callable[[bytes], tuple[Problem, ...]]

FRONT = "title: {title}\nsummary: What a night is like.\ndate: 2026-11-20 07:45\ncategory: People\n"


def story(title: str = "A night", extra: str = "", body: str = "The kettle goes on at six.\n") -> str:
    return f"---\n{FRONT.format(title=title)}{extra}---\n{body}"


BOMB = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=False)
)

REFUSED = {
    "a bomb of aliases": story(extra=BOMB),
    "a tag that builds Python": story(extra="team: !!python/object/apply:os.system [ls]\n"),
    "a tag of its own": story(extra="team: !secret x\n"),
    "an anchor": story(extra="team: &team Ward 7\n"),
    "a merge key": story(extra="<<: {team: Ward 7}\n"),
    "nesting without end": story(extra="tags: " + "[" * 500 + "]" * 500 + "\n"),
    "mappings nested without end": story(extra="photos: " + "{a: " * 500 + "1" + "}" * 500 + "\n"),
    "a key twice": story(extra="title: Another\n"),
    "a key that is a list": story(extra="? [a, b]\n: c\n"),
    "a field there is not": story(extra="__class__: x\n"),
    "a field of Python's": story(extra="model_config: {extra: allow}\n"),
    "NUL": story(body="Hello\0there.\n"),
    "escape codes of terminals": story(body="\x1b[2J\x1b]0;x\x07 Hello.\n"),
    "a bell in the title": story(title='"A \\a night"'),
    "NUL in the title": story(title='"A \\0 night"'),
    "text that turns around": story(title="A \u202ethgin"),
    "an isolate in the text": story(body="Hello \u2066there\u2069.\n"),
    "a space of no width in the title": story(title="A ni\u200bght"),
    "a space of no width in the text": story(body="A ni\u200bght.\n"),
    "a letter of another alphabet": story(title="The W\u0430rd"),
    "letters dressed up": story(title="\U0001d5d5\U0001d5f2\U0001d5f1 seven"),
    "tags in the title, unseen": story(title="A\U000e0041\U000e0042 night"),
    "a piled-up letter": story(title="Z\u0300\u0301\u0302\u0303\u0304 night"),
    "a lone surrogate": story(title='"A \\ud800 night"'),
    "a tab before a field": story(extra="\tteam: Ward 7\n"),
    "a curly quote at one end": story(title='"A night” on the ward'),
    "a javascript link": story(body="See [this page](javascript:alert(1)).\n"),
    "a javascript link in disguise": story(body="See [this page](java&#10;script&colon;alert(1)).\n"),
    "a data link": story(body="See [the rota](data:text/html;base64,PHNjcmlwdD4=).\n"),
    "a vbscript link": story(body="See [the rota](vbscript:x).\n"),
    "a script": story(body="<script>alert(1)</script>\n"),
    "an event handler": story(body='<img src=x onerror="alert(1)">\n'),
    "a style": story(body="<style>* { display: none }</style>\n"),
    "a style of its own": story(body='<p style="position: fixed; inset: 0">Hello</p>\n'),
    "a frame": story(body="<iframe src=https://video.example/></iframe>\n"),
    "a form": story(body="<form action=https://evil.example><input name=password></form>\n"),
    "SVG with a script": story(body="<svg><script>alert(1)</script></svg>\n"),
    "a photo outside its folder": story(
        extra="photos: [{file: ../../../pelicanconf.py, alt: The settings, shows: nobody}]\n"
    ),
    "a photo on the disk": story(extra="photos: [{file: /etc/passwd, alt: The users, shows: nobody}]\n"),
    "a photo of Windows": story(extra="photos: [{file: 'C:\\a.jpg', alt: A disk, shows: nobody}]\n"),
    "a picture from elsewhere": story(body="![A dot](https://track.example/dot.gif)\n"),
    "a video that is a script": story(extra="video: {url: 'javascript:alert(1)', title: A, captions: yes}\n"),
    "a video on a site that looks like another": story(
        extra="video: {url: 'https://vid\u0435o.example/', title: A, captions: yes}\n"
    ),
    "an alias outside the site": story(extra="aliases: [../../etc/cron.d/x]\n"),
    "an alias over the home page": story(extra="aliases: [index.html]\n"),
    "too many brackets": story(body="[" * 30_000),
    "lists in lists in lists": story(body="- " * 5_000 + "x\n"),
    "an enormous file": story(body="word " * 50_000),
    "one line of an enormous title": story(title="a" * 50_000),
    "one line of dashes": story(title='"' + "-" * 50_000 + '"'),
    "a year there is not": story(extra="modified: 99999-01-01\n"),
    "nothing": "",
    "no end of the front matter": "---\ntitle: A night\n",
    "a list for a front matter": "---\n- a\n- b\n---\nHello.\n",
    "a word for a front matter": "---\nhello\n---\nHello.\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_trick_is_a_problem_with_a_line_and_a_remedy(text: str, check: Check) -> None:
    problems = check(text.encode("utf-8", "surrogatepass"))
    assert problems
    lines = text.count("\n") + 1
    for problem in problems:
        assert problem.file == "content/stories/2026/a-night/story.md"
        assert 1 <= problem.line <= lines
        assert problem.message
        assert problem.hint
        assert "Traceback" not in problem.message
        assert len(problem.message) < 400


BYTES = {
    "UTF-16 from Windows": story().encode("utf-16"),
    "UTF-16 the other way round": b"\xfe\xff" + story().encode("utf-16-be"),
    "UTF-32": story().encode("utf-32"),
    "Latin letters of 1987": story(title="Caf\xe9").encode("latin-1"),
    "a cut-off letter": story().encode() + b"\xe2\x82",
    "an overlong slash": story().encode() + b"\xc0\xaf",
    "a program": b"MZ\x90\x00\x03" + bytes(range(256)) * 20,
}


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_bytes_that_are_not_our_text_are_one_problem(data: bytes, check: Check) -> None:
    (problem,) = check(data)
    assert problem.code == "story-file"


FINE = {
    "a byte-order mark": "\ufeff" + story(),
    "line ends of Windows": story().replace("\n", "\r\n"),
    "line ends of old Macs": story().replace("\n", "\r"),
    "smart quotes around a title": story(title="“A night” on the ward"),
    "braces of a template": story(
        title="A {{ night }} {% raw %}", body="Hello {{ config.secret }} {% x %}.\n"
    ),
    "a dollar and a shell": story(body="Costs $(rm -rf /) and `id` pounds.\n"),
    "an emoji of a family": story(title="A night \U0001f469\u200d\U0001f469\u200d\U0001f467"),
    "Welsh": story(title="Noson ar Ward 7, tŷ, dŵr, sŵn", extra="lang: cy\n", body="Mae’r tegell yn canu.\n"),
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_an_honest_person_may_send_is_accepted(text: str, check: Check) -> None:
    assert check(text.encode("utf-8")) == ()


@pytest.mark.parametrize(
    "name", ["..", "a\nb.jpg", "-rf.jpg", "a'b\"c.jpg", "$(id).jpg", "e\u0301.jpg", "\u202egpj.exe"]
)
def test_an_odd_file_name_beside_the_story_breaks_nothing(
    name: str, tmp_path: Path, config: SiteConfig
) -> None:
    folder = tmp_path / "content" / "stories" / "2026" / "a-night"
    folder.mkdir(parents=True)
    (folder / "story.md").write_text(story(), encoding="utf-8")
    if name != "..":
        (folder / name).write_bytes(b"x")
    found = check_stories(read_stories(tmp_path / "content", tmp_path), config, NOW)
    assert bool(found) is (name != "..")
    assert all("\n" not in problem.message for problem in found)


def test_a_name_that_is_not_text_breaks_nothing(tmp_path: Path, config: SiteConfig) -> None:
    folder = tmp_path / "content" / "stories" / "2026" / "a-night"
    folder.mkdir(parents=True)
    (folder / "story.md").write_text(story(), encoding="utf-8")
    try:
        Path(str(folder) + "/\udcff\udcfe.jpg").write_bytes(b"x")
    except OSError:
        pytest.fail("This file system takes no such name, so there is nothing to fear.")
    (problem,) = check_stories(read_stories(tmp_path / "content", tmp_path), config, NOW)
    problem.message.encode("utf-8")


@pytest.mark.parametrize("name", ["a\nb", "\udcff", "\u202egpj"])
@pytest.mark.parametrize("folder", ["stories", "stories/2026"])
def test_a_folder_that_can_not_be_named_on_one_line_is_a_problem_and_no_story(
    folder: str, name: str, tmp_path: Path, config: SiteConfig
) -> None:
    for path in (tmp_path / "content" / folder / name, tmp_path / "content/stories/2026/good"):
        path.mkdir(parents=True)
        (path / "story.md").write_text(story(), encoding="utf-8")
        for file in path.iterdir():  # long enough ago for the cache to keep what it knows of it
            os.utime(file, (1, 1))
    for _ in range(2):
        content = load_content(tmp_path, config, NOW, SqliteCache(tmp_path / ".cache/build.db", "1"))
        (problem,) = (problem for problem in content.problems if problem.code == "story-folder")
        assert "\ufffd" in problem.file
        assert "\n" not in problem.file
        assert [story.key for story in content.shown] == ["2026/good"]


def test_links_to_other_files_are_not_followed(tmp_path: Path, config: SiteConfig) -> None:
    stories = tmp_path / "content" / "stories" / "2026"
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "story.md").write_text(story(title="The secret"), encoding="utf-8")
    (secret / "a.jpg").write_bytes(b"The secret")
    (stories / "real").mkdir(parents=True)
    (stories / "real" / "story.md").symlink_to(secret / "story.md")
    (stories / "linked").symlink_to(secret, target_is_directory=True)
    (stories / "photo").mkdir()
    photo = "photos: [{file: a.jpg, alt: The ward clock, shows: nobody}]\n"
    (stories / "photo" / "story.md").write_text(story(extra=photo), encoding="utf-8")
    (stories / "photo" / "a.jpg").symlink_to(secret / "a.jpg")
    library = read_stories(tmp_path / "content", tmp_path)
    problems = check_stories(library, config, NOW)
    assert [each.key for each in library.stories] == ["2026/photo"]
    assert {problem.code for problem in problems} == {"story-folder", "photo-link"}
    assert not any("The secret" in problem.message for problem in problems)
