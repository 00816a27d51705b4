import json
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from goodnews.publish.html_facts import read_html
from goodnews.publish.manifest import fetch, parse_manifest, wait_until_live
from tests.publish.conftest import a_site, write_site


class World:
    """A site behind a cache, and a clock that only moves when somebody sleeps."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        self.answers = list(answers)
        self.now = 0.0
        self.asked: list[str] = []

    def get(self, address: str) -> bytes | None:
        self.asked.append(address)
        beacon, home = self.answers[0]
        if address.endswith("announce.json"):
            return json.dumps({"build": beacon}).encode() if beacon else None
        if len(self.answers) > 1:
            self.answers.pop(0)
        return f'<meta name="build" content="{home}">'.encode() if home else None

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def clock(self) -> float:
        return self.now

    def wait(self, limit: float = 60.0) -> float:
        site = "https://stories.merrowdale.example/"
        return wait_until_live(site, "new", limit=limit, get=self.get, sleep=self.sleep, clock=self.clock)


def test_a_site_that_is_live_is_not_waited_for() -> None:
    world = World(("new", "new"))
    assert world.wait() == 0.0
    assert world.asked == [
        "https://stories.merrowdale.example/announce.json",
        "https://stories.merrowdale.example/",
    ]


def test_both_the_page_and_the_beacon_have_to_be_new() -> None:
    world = World(("old", "old"), ("new", "old"), ("old", "new"), ("", ""), ("new", "new"))
    assert world.wait() > 0


def test_a_site_that_does_not_become_new_in_time_is_said_in_plain_words() -> None:
    old = World(("old", "old"))
    with pytest.raises(CommandError, match="still shows an older one after 2 minutes") as trouble:
        old.wait(120)
    assert "Nothing was announced" in trouble.value.hint
    assert old.now <= 120, "it never waits longer than it was told"
    with pytest.raises(CommandError, match="does not answer after 1 minute"):
        World(("", "")).wait()


@pytest.mark.parametrize(
    ("page", "build"),
    [
        (b'<meta name="build" content="abc">', "abc"),
        (b"<META content='abc' name='build' />", "abc"),
        (b"<meta name=build content=abc>", "abc"),
        (b'<meta name="builder" content="abc">', None),
        (b'<meta name="description" content="build">', None),
        (b"", None),
    ],
)
def test_the_build_is_read_from_however_the_page_spells_it(page: bytes, build: str | None) -> None:
    assert read_html(page).build == build


@pytest.mark.parametrize("beacon", [b"", b"<html>", b"[]", b'{"build": 3}', b"\xff", b"[" * 100_000])
def test_what_is_no_beacon_has_no_build(beacon: bytes) -> None:
    manifest = parse_manifest(beacon)
    assert manifest is None or manifest.build is None


def test_a_real_site_is_asked_over_http(tmp_path: Path) -> None:
    folder = write_site(tmp_path, a_site(1))
    with LoopbackSite(folder) as site:
        assert wait_until_live(site.url, "build0001", limit=0) >= 0
        assert fetch(f"{site.url}/nowhere/") is None
    assert fetch(f"{site.url or 'http://127.0.0.1:9'}/") is None
