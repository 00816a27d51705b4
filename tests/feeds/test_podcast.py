"""The podcast: voices from a shift."""

import feedparser
from lxml import etree

from goodnews.feeds.plan import plan_feeds
from goodnews.output import Artifact
from goodnews.rendered import RenderedStory
from tests.feeds.making import AUDIO, ONE_PHOTO, SITE, SOUND, make_config, make_story, render

ITUNES = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}


def episode(key: str = "2026/four", more: str = "", day: str = "2026-11-20 07:45") -> RenderedStory:
    return render(make_story(key, more=AUDIO + more, day=day), attachments={"night.mp3": SOUND})


def podcast(*public: RenderedStory, withdrawn: tuple[str, ...] = ()) -> bytes:
    gone = [make_story(key, more=f"{AUDIO}withdrawn: {{on: 2026-12-01, reason: Asked}}") for key in withdrawn]
    files: dict[str, Artifact] = {file.path: file for file in plan_feeds(public, gone, make_config())}
    return files["podcast.xml"].render()


def test_a_player_finds_the_sound_its_title_and_its_length() -> None:
    (item,) = feedparser.parse(podcast(episode(more=ONE_PHOTO))).entries
    (sound,) = item.enclosures
    assert (sound.href, sound.type, sound.length) == (
        f"{SITE}/files/3fa2c19b0d12.mp3",
        "audio/mpeg",
        "900000",
    )
    assert item.itunes_duration == "64"
    assert item.title == "A night on Ward 7"
    assert "It is four." in item.content[0].value


def test_a_directory_finds_what_it_asks_of_a_show() -> None:
    channel = etree.fromstring(podcast(episode()))[0]

    def says(path: str) -> list[str]:
        found = channel.xpath(path, namespaces=ITUNES)
        assert isinstance(found, list)
        return [str(match) for match in found]

    assert says("itunes:author/text()") == ["Merrowdale Hospitals NHS Trust"]
    assert says("itunes:owner/itunes:email/text()") == ["stories@merrowdale.example"]
    assert says("itunes:explicit/text()") == ["false"]
    assert says("itunes:image/@href") == [f"{SITE}/podcast-cover.png"]
    assert says("itunes:category/@text") == ["Health & Fitness"]
    assert says("itunes:category/itunes:category/@text") == ["Medicine"]
    assert says("item/itunes:title/text()") == ["Four in the morning"]
    assert says("item/itunes:episodeType/text()") == ["full"]


def test_stories_without_a_recording_are_not_in_it() -> None:
    plain = render(make_story("2026/plain"))
    assert len(feedparser.parse(podcast(episode(), plain)).entries) == 1


def test_without_any_recording_there_is_no_podcast_and_no_cover() -> None:
    paths = {file.path for file in plan_feeds([render(make_story())], [], make_config())}
    assert not {"podcast.xml", "podcast-cover.png"} & paths


def test_a_removed_recording_is_replaced_under_its_guid() -> None:
    before = feedparser.parse(podcast(episode("2026/four"))).entries[0]
    after = feedparser.parse(podcast(withdrawn=("2026/four",))).entries[0]
    assert after.id == before.id
    assert after.title == "Story removed"
    assert not after.enclosures


def test_other_feeds_enclose_the_photo_and_json_feed_attaches_the_sound() -> None:
    files = {file.path: file.render() for file in plan_feeds([episode(more=ONE_PHOTO)], [], make_config())}
    (item,) = feedparser.parse(files["feed.xml"]).entries
    assert [enclosure.type for enclosure in item.enclosures] == ["image/jpeg"]
    assert b'"mime_type":"audio/mpeg"' in files["feed.json"]
