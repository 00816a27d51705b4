"""A film of our own plays in a real browser, with its captions and no script, once it is asked for."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from goodnews.publish.headers import LoopbackSite

from .building import ROOT, build_unchecked

FILM = ROOT / "tests" / "audio" / "cases" / "film.mp4"
STORY = """---
title: A minute in the garden
summary: The garden that Ward 12 grew, in two seconds.
date: 2026-11-20 08:00
category: People
video: {file: garden.mp4, title: The garden, captions: garden.vtt}
---
Look.
"""
PLAYS = """async (film) => {
    film.muted = true;
    await film.play();
    await new Promise((done) => film.addEventListener("ended", done));
    return [film.videoWidth, Math.round(film.duration), film.textTracks[0].cues[0].text];
}"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "stories" / "2026" / "garden"
    folder.mkdir(parents=True)
    (folder / "story.md").write_text(STORY, encoding="utf-8")
    (folder / "garden.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nBirds sing.\n", encoding="utf-8")
    shutil.copy(FILM, folder / "garden.mp4")
    return build_unchecked(tmp_path)


def test_it_plays_to_its_end_with_its_captions_once_it_is_asked_for(output: Path, browser: Browser) -> None:
    with LoopbackSite(output) as site, browser.new_context() as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site.url}/stories/2026/garden/", wait_until="networkidle")
        assert not [url for url in asked if url.endswith(".mp4")]
        assert not re.search(r"<script[^>]*video", page.content())
        assert page.locator("video").evaluate(PLAYS) == [64, 2, "Birds sing."]
