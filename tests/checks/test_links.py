"""Links, as a browser would read them."""

import pytest

from goodnews.checks.links import link_shape, link_site, scheme_of

from .conftest import Read


@pytest.mark.parametrize(
    ("href", "scheme"),
    [
        ("https://a.example/", "https"),
        ("HTTPS://a.example/", "https"),
        (" java\tscript:alert(1)", "javascript"),
        ("java\nscript:alert(1)", "javascript"),
        ("\x01javascript:alert(1)", "javascript"),
        ("java\u200bscript:alert(1)", "javascript"),
        ("/stories/a:b/", ""),
        ("#six", ""),
        ("", ""),
        ("rota.html", ""),
    ],
)
def test_the_scheme_is_the_one_a_browser_would_see(href: str, scheme: str) -> None:
    assert scheme_of(href) == scheme


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("jo@ward.example", "Write mailto:jo@ward.example."),
        ("www.a.example/b", "Write https://www.a.example/b."),
    ],
)
def test_an_address_that_is_not_whole_is_written_whole(href: str, hint: str, context: Read) -> None:
    (problem,) = link_shape.check(context(f"---\nWrite to [the ward]({href})."))
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("video: {url: 'https://xn--vido-dpa.example/w', title: A, captions: yes}", "video, url"),
        ("bsl:\n  url: https://v.xn--vido-dpa.example/w", "bsl, url"),
        (
            "live: {starts: 2026-11-24, ends: 2026-11-25, watch: 'https://XN--vido-dpa.example/'}",
            "live, watch",
        ),
        (
            "live:\n  starts: 2026-11-24\n  ends: 2026-11-25\n  watch: https://a.example/\n  recording: https://xn--vido-dpa.example/",
            "live, recording",
        ),
        ("video: {url: 'https://video.example/xn--w', title: A, captions: yes}", ""),
        ("video: {file: garden.mp4, title: A, captions: yes}", ""),
    ],
)
def test_a_films_address_is_looked_at_like_a_links(lines: str, subject: str, context: Read) -> None:
    told = [problem.message for problem in link_site.check(context(lines))]
    site = "leads to a site with other letters in its name."
    assert told == ([f"The address in “{subject}” {site}"] if subject else [])


@pytest.mark.parametrize("href", ["leaflet.pdf", "The%20rota.docx", "choir.MP3"])
def test_a_file_of_the_folder_is_no_address(href: str, context: Read) -> None:
    (problem,) = link_shape.check(context(f"---\nSee [the leaflet]({href})."))
    assert problem.message == "The link “the leaflet” leads to a file of the folder."
    assert "name it under photos:, audio: or video:" in problem.hint
