"""What a pull request is told: all that would stop the publish, at the story."""

import re

from goodnews.commands.inspection import run_inspection
from tests.site.conftest import NOW, Site


def test_what_only_the_built_site_shows_is_said_of_the_story(site: Site) -> None:
    site.write("2026/fine")
    film = "https://stories.merrowdale.example/no-such-film.mp4"
    site.write("2026/a-film", video=f"{{url: {film}, title: The garden, transcript: We hear birds.}}")
    problems = [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    assert [(problem.file, problem.code) for problem in problems] == [
        ("content/stories/2026/a-film/story.md", "link-broken")
    ]


def test_a_dead_link_on_a_static_page_is_said_of_its_file_and_line(site: Site) -> None:
    site.write("2026/fine")
    page = site.root / "content" / "pages" / "about.cy.md"
    text = page.read_text(encoding="utf-8").rstrip() + "\n\n[Y rota](/rota/)\n"
    page.write_text(text, encoding="utf-8")
    problems = [problem for problem in run_inspection(site.root, NOW) if problem.is_error]
    assert [(problem.file, problem.line, problem.code) for problem in problems] == [
        ("content/pages/about.cy.md", text.count("\n"), "link-broken")
    ]


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
