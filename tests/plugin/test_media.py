"""The files that stories bring with them."""

from dataclasses import replace
from pathlib import Path

from goodnews.photos import Rendition
from goodnews.plugin.media import Twin, cached_for, media_of
from goodnews.rendered import Attachment
from tests.feeds.making import make_photo_set, make_story, render


def kept(folder: Path, name: str) -> Rendition:
    (folder / name).write_bytes(name.encode())
    return Rendition(name, 1200, 630, "image/png", len(name), str(folder / name))


def test_renditions_cards_and_attachments_have_their_places_and_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "words.vtt").write_text("WEBVTT", encoding="utf-8")
    photo = replace(make_photo_set(), renditions=(kept(tmp_path, "0a-800.jpg"),))
    each = replace(
        render(make_story(), photos={"a.jpg": photo}),
        card=kept(tmp_path, "card.png"),
        attachments={"words.vtt": Attachment("0b.vtt", "text/vtt", 6, tmp_path / "words.vtt")},
    )
    made = {path: medium.make() for path, medium in media_of([each, each]).items()}
    assert made == {
        "photos/0a-800.jpg": b"0a-800.jpg",
        "cards/card.png": b"card.png",
        "files/0b.vtt": b"WEBVTT",
    }
    assert cached_for([each]) == {tmp_path / "0a-800.jpg", tmp_path / "card.png"}


def test_what_has_a_known_digest_in_the_cache_is_there_already(tmp_path: Path) -> None:
    known = kept(tmp_path, "card.png")._replace(digest="0a1b")
    photo = replace(make_photo_set(), renditions=(kept(tmp_path, "0a-800.jpg"),))
    media = media_of([replace(render(make_story(), photos={"a.jpg": photo}), card=known)])
    assert media["cards/card.png"].twin == Twin(str(tmp_path / "card.png"), "0a1b")
    assert media["photos/0a-800.jpg"].twin is None


def test_a_story_of_words_alone_brings_nothing() -> None:
    assert media_of([render(make_story())]) == {}
    assert cached_for([]) == set()
