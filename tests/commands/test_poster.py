"""`./inv poster`: one file for a ward's wall."""

import base64
import re

import pytest

from goodnews.commands.poster import make_poster
from goodnews.problems import CommandError
from goodnews.qr_code import draw_qr_file
from tests.site.conftest import NOW, Site, make_site, picture, site

__all__ = ["make_site", "site"]


def test_a_poster_is_one_file_with_all_inside_and_the_same_each_time(site: Site) -> None:
    site.write("2026/one", photos={"a.jpg": picture("teal")}, team="Ward 7")
    path = make_poster(site.root, "ward 7", NOW)
    first = path.read_bytes()
    assert path == site.root / "posters" / "ward-7.html"
    assert not re.search(rb'(src|stylesheet" href)="(?!data:)|url\((?!data:)', first)
    assert b"data:image/jpeg;base64," in first
    (code,) = re.findall(rb"data:image/svg\+xml;base64,([^\"]+)\" alt", first)
    (address,) = re.findall(rb"<small>([^<]+)</small>", first)
    assert base64.b64decode(code) == draw_qr_file(f"https://{address.decode()}")
    assert make_poster(site.root, "Ward 7", NOW).read_bytes() == first


@pytest.mark.parametrize("team", ["Ward 8", "", "../x", "Ward 9"])
def test_a_team_that_no_public_story_has_is_said_in_plain_words(site: Site, team: str) -> None:
    site.write("2026/one", team="Ward 7")
    site.write("2026/draft", team="Ward 9", draft="yes")
    with pytest.raises(CommandError) as stopped:
        make_poster(site.root, team, NOW)
    assert "No story has the team" in stopped.value.message
    assert stopped.value.hint == "Choose from: Ward 7."
    assert not (site.root / "posters").exists()
