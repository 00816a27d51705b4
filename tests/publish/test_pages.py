"""The rules about the built pages."""

from pathlib import Path

import pytest

from goodnews.problems import Problem
from goodnews.publish.inspect.pages import inspect_pages
from goodnews.publish.inspect.site import BuiltSite, Sources

SITE = "https://stories.merrowdale.example"
PAGE = '<!doctype html><html lang="en"><head><title>Hello</title>{head}</head><body>{body}</body></html>'
HOME = '<h1>Home</h1><a href="/about/">About us</a><a href="https://stories.merrowdale.example/stories/2026/a/">A</a>'


def write(output: Path, path: str, body: str = "<h1>Hello</h1>", head: str = "") -> None:
    file = output / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(head=head, body=body), encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write(tmp_path, "index.html", HOME)
    write(tmp_path, "about/index.html")
    write(tmp_path, "stories/2026/a/index.html")
    return tmp_path


def check_site(output: Path, url: str) -> list[Problem]:
    return sorted(inspect_pages(BuiltSite(output, url), Sources((), {})))


def codes(output: Path) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in check_site(output, SITE)]


def test_a_site_in_order_has_nothing_to_fix(output: Path) -> None:
    assert codes(output) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<h1>A</h1><a href="http://other.example/">Other</a>', "built-not-secure"),
        ('<h1>A</h1><img src="/photos/a.jpg">', "built-no-words"),
        ('<h1>A</h1><a href="/about/"></a>', "built-no-words"),
        ("<p>No heading.</p>", "built-headings"),
        ("<h1>A</h1><h1>B</h1>", "built-headings"),
        ("<h1>A</h1><h3>B</h3>", "built-headings"),
    ],
)
def test_what_is_wrong_on_a_page_is_found(body: str, code: str, output: Path) -> None:
    write(output, "about/index.html", body)
    assert codes(output) == [("output/about/index.html", code)]


@pytest.mark.parametrize(
    "body",
    [
        '<h1>A</h1><img src="/photos/a.jpg" alt="">',
        '<h1>A</h1><a href="/"><img src="/photos/a.jpg" alt="Home"></a>',
        '<h1>A</h1><a href="/" aria-label="Home"></a>',
        '<h1>A</h1><a href="/"><svg><title>Home</title></svg></a>',
        "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>",
    ],
)
def test_what_is_right_on_a_page_is_let_pass(body: str, output: Path) -> None:
    write(output, "about/index.html", body)
    assert codes(output) == []


def test_a_trial_on_this_machine_may_link_to_itself(output: Path) -> None:
    write(output, "about/index.html", '<h1>A</h1><a href="http://127.0.0.1:8000/">Home</a>')
    found = {problem.code for problem in check_site(output, "http://127.0.0.1:8000")}
    assert "built-not-secure" not in found
    assert "built-not-secure" in {problem.code for problem in check_site(output, SITE)}


def test_a_page_that_nothing_links_to_is_found(output: Path) -> None:
    write(output, "lonely/index.html", '<h1>Lonely</h1><a href="/">Home</a>')
    assert codes(output) == [("output/lonely/index.html", "built-orphan")]


def test_a_circle_of_pages_away_from_home_is_found(output: Path) -> None:
    write(output, "one/index.html", '<h1>One</h1><a href="/two/">Two</a>')
    write(output, "two/index.html", '<h1>Two</h1><a href="../one/">One</a>')
    assert [code for _, code in codes(output)] == ["built-orphan", "built-orphan"]


def test_pages_not_meant_to_be_found_may_stand_alone(output: Path) -> None:
    write(output, "404.html")
    write(output, "old/index.html", head='<meta http-equiv="refresh" content="0; url=/about/">')
    write(output, "removed/index.html", head='<meta name="robots" content="noindex">')
    assert codes(output) == []


def test_a_site_below_a_path_is_read_as_its_readers_find_it(tmp_path: Path) -> None:
    write(tmp_path, "index.html", '<h1>Home</h1><a href="/stories/about/">About us</a>')
    write(tmp_path, "about/index.html", '<h1>A</h1><a href="../">Home</a> <a href="./#top">Up</a>')
    below = "https://merrowdale.github.example/stories"
    assert check_site(tmp_path, below) == []
    site = BuiltSite(tmp_path, below)
    assert site.resolve("/stories/about/#x", "index.html") == ("about/index.html", "x")
    assert site.resolve("/stories", "index.html") == ("index.html", "")
    assert site.resolve("https://merrowdale.github.example/other/", "index.html") is None
    shouted = "HTTPS://Merrowdale.GitHub.example:443/stories/about/"
    assert site.resolve(shouted, "index.html") == ("about/index.html", "")
    # Nothing is there for readers: the page is at /stories/about/.
    assert site.resolve("/about/", "index.html") == ("/about/", "")
