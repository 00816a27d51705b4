"""What a pull request is told: all that would stop the publish, at the story."""

import re
from pathlib import Path

from goodnews.commands.check import run_check
from goodnews.commands.inspection import run_inspection
from goodnews.config import load_config
from tests.shared import git, start_repository
from tests.site.conftest import NOW, Site, picture


def test_what_only_the_built_site_shows_is_said_of_the_story_or_the_page_and_its_line(site: Site) -> None:
    site.write("2026/fine")
    film = "https://stories.merrowdale.example/no-such-film.mp4"
    site.write("2026/a-film", video=f"{{url: {film}, title: The garden, transcript: We hear birds.}}")
    page = site.root / "content" / "pages" / "about.cy.md"
    text = page.read_text(encoding="utf-8").rstrip() + "\n\n[Y rota](/rota/)\n"
    page.write_text(text, encoding="utf-8")
    problems = [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    assert {(problem.file, problem.code) for problem in problems} == {
        ("content/stories/2026/a-film/story.md", "link-broken"),
        ("content/pages/about.cy.md", "link-broken"),
    }
    assert text.count("\n") in {problem.line for problem in problems if "pages" in problem.file}


def test_a_pull_request_fails_for_the_stories_it_touches(site: Site) -> None:
    film = "{url: https://stories.merrowdale.example/no.mp4, title: The garden, transcript: Birds.}"
    site.write("2026/before", video=film)
    start_repository(site.root)
    site.write("2026/fine")
    git(site.root, "add", "-A")
    assert not [problem for problem in run_inspection(site.root, NOW, since="HEAD") if problem.is_error]
    site.write("2026/fine", video=film)
    (problem,) = (problem for problem in run_inspection(site.root, NOW, since="HEAD") if problem.is_error)
    assert problem.file == "content/stories/2026/fine/story.md"


FILM = Path(__file__).parents[1] / "audio" / "cases" / "film.mp4"
OWN_FILM = "{file: Garden.mp4, title: A minute in the garden, captions: garden.vtt}"


def test_a_film_of_ones_own_is_played_with_its_captions_and_nothing_a_phone_wrote(site: Site) -> None:
    folder = site.write("2026/garden", video=OWN_FILM, photos={"a.jpg": picture("teal")})
    # With a person's name in it, it would not be published at all.
    (folder / "Garden.mp4").write_bytes(FILM.read_bytes().replace(b"Jo Bloggs", b"Ward team"))
    (folder / "garden.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nBirds.\n", encoding="utf-8")
    for key, more in (("2026/draft", {"draft": "yes"}), ("2026/later", {"date": "2027-01-01"})):
        film = site.write(key, video="{file: other.mp4, title: Another film, captions: yes}", **more)
        (film / "other.mp4").write_bytes(FILM.read_bytes() + b"\0\0\0\x09free!")
    assert not [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    films = [(path, data) for path, data in site.files().items() if path.endswith(".mp4")]
    assert len(films) == 1
    ((path, data),) = films
    assert path.startswith("files/")
    assert not [words for words in (b"Ward team", b"+51.5072", b"x264") if words in data]
    page = site.page("stories/2026/garden")
    assert re.search(rf'<video controls preload="none" src="/{path}"[^>]* poster="/photos/[^"]+\.jpg">', page)
    assert re.search(r'<track kind="captions" src="/files/[0-9a-f]{12}\.vtt"', page)
    assert "A minute in the garden (0:02)" in page
    assert not re.search(r"<script[^>]*video", page)
    assert f"https://stories.merrowdale.example/{path}".encode() in site.files()["feed.xml"]


def test_a_film_that_is_no_film_is_an_error_of_its_story(site: Site) -> None:
    site.write("2026/fine")
    folder = site.write("2026/garden", video="{file: garden.mp4, title: The garden, captions: yes}")
    (folder / "garden.mp4").write_bytes(FILM.read_bytes().replace(b"Jo Bloggs", b"Ward team")[:-300])
    config = load_config(site.root, "publishconf.py")
    checked = run_check([], site.root, config, NOW, {})
    (problem,) = [problem for problem in checked.problems if problem.is_error]
    assert (problem.file, problem.line, problem.code) == (
        "content/stories/2026/garden/story.md",
        6,
        "recording-file",
    )
    assert "is damaged or not all there" in problem.message


def test_a_logo_for_dark_screens_is_shown_on_them(site: Site) -> None:
    settings = site.root / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace("TRUST_LOGO = None", 'TRUST_LOGO = "logo.svg"')
    settings.write_text(
        text.replace("TRUST_LOGO_DARK = None", 'TRUST_LOGO_DARK = "dark.svg"'), encoding="utf-8"
    )
    for name in ("logo", "dark"):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{name}</desc></svg>'
        (site.root / "theme" / "static" / f"{name}.svg").write_text(drawing, encoding="utf-8")
    site.write("2026/fine")
    assert not [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    source, shown = re.findall(r'<(source|img) src(?:set)?="/(theme/logo-[^"]+\.svg)"', site.page(""))
    assert (source[0], shown[0]) == ("source", "img")
    assert b"dark" in site.files()[source[1]]
    assert 'media="(prefers-color-scheme: dark)"' in site.page("")


def test_a_footnote_that_is_one_bare_address_stops_nothing(site: Site) -> None:
    site.write("2026/notes", "More.[^1] And more.[^2]\n\n[^1]: Ibid.\n\n[^2]: http://www.merrowdale.example/")
    assert not [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    page = (site.root / "output/stories/2026/notes/index.html").read_text(encoding="utf-8")
    assert "http://www.merrowdale.example/</a>" in page
    assert 'href="http://www' not in page
