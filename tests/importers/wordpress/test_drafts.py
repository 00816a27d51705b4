"""From a post to a draft."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.wordpress.drafts import Draft, add_photos, make_draft
from goodnews.importers.wordpress.export import Export, MediaItem, Post
from goodnews.importers.wordpress.report import write_report
from goodnews.importers.wordpress.uploads import Uploads
from goodnews.story import LONDON, decode, parse_story
from goodnews.story.model import FrontMatter

CATEGORIES = ("People", "Teams")
POST = Post(
    number="1",
    title="A garden for Ward 7",
    link="https://www.merrowdale.example/news/ward-7-garden/",
    name="ward-7-garden",
    moment=datetime(2019, 5, 3, 14, 22, tzinfo=LONDON),
    html="<p>It is open. Come and see.</p>",
    excerpt="",
)


def read(text: str) -> tuple[FrontMatter, str]:
    """What a draft says above its words, and those; nothing is wrong with it."""
    decoded = decode(text.encode(), "story.md")
    assert isinstance(decoded, str)
    parsed = parse_story(decoded, "story.md")
    assert parsed.problems == ()
    assert parsed.meta
    return parsed.meta, parsed.body


def drafted(uploads: Uploads | None = None, taken: Collection[str] = (), **changes: object) -> Draft:
    """The draft of a post with some of its fields changed."""
    post = replace(POST, **changes)  # type: ignore[arg-type]
    return make_draft(post, Export((post,)), uploads or Uploads(), CATEGORIES, taken)


def meta_of(**changes: object) -> FrontMatter:
    return read(drafted(**changes).text)[0]  # type: ignore[arg-type]


def test_a_moved_post_is_a_draft_that_is_never_announced() -> None:
    meta = meta_of()
    assert meta.draft
    assert meta.announce is False
    assert (meta.title, meta.summary) == ("A garden for Ward 7", "It is open.")
    assert meta.date == POST.moment
    assert meta.aliases == ("news/ward-7-garden/",)


@pytest.mark.parametrize(
    ("categories", "tags", "category", "expected_tags"),
    [
        (("teams",), (), "Teams", ()),
        (("News", "Teams"), ("nights",), "Teams", ("News", "nights")),
        (("News", "Nights"), ("news", "tea", "nights"), "People", ("News", "Nights", "tea")),
        ((), (), "People", ()),
    ],
)
def test_categories_of_ours_stay_and_others_become_tags(
    categories: tuple[str, ...], tags: tuple[str, ...], category: str, expected_tags: tuple[str, ...]
) -> None:
    meta = meta_of(categories=categories, tags=tags)
    assert (meta.category, meta.tags) == (category, expected_tags)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, "2019/ward-7-garden"),
        ({"name": "T%C5%B7-gwyn"}, "2019/ty-gwyn"),
        ({"name": ""}, "2019/a-garden-for-ward-7"),
        ({"name": "", "title": "!!!"}, "2019/news-1"),
        ({"name": "x" * 80}, "2019/" + "x" * 60),
        ({"name": "con"}, "2019/news-1"),
    ],
)
def test_the_old_name_is_the_new_folder(given: dict[str, str], key: str) -> None:
    assert drafted(**given).key == key


def test_tags_that_a_story_cannot_have_are_left_out_and_named() -> None:
    many = tuple(f"Tag {number}" for number in range(1, 15))
    moved = drafted(tags=("❤️", *many))
    assert len(read(moved.text)[0].tags) == 12
    (note,) = (note for note in moved.notes if "Tags left out" in note)
    assert note.endswith(": ❤️, Tag 13, Tag 14.")


def test_two_posts_of_one_name_get_two_folders() -> None:
    moved = drafted(taken={"2019/ward-7-garden", "2019/ward-7-garden-2"})
    assert moved.key == "2019/ward-7-garden-3"


@pytest.mark.parametrize(
    ("link", "aliases"),
    [
        ("https://www.merrowdale.example/2019/news.html", ("2019/news.html",)),
        ("https://www.merrowdale.example/news/old.aspx", ("news/old.aspx/",)),
        ("https://www.merrowdale.example/?p=12", ()),
        ("https://www.merrowdale.example/feed.xml", ()),
        (f"https://www.merrowdale.example/{'a' * 300}/", ()),
        ("https://www.merrowdale.example/a/../b/", ()),
        ("https://www.merrowdale.example/tŷ/", ()),
        ("http://[broken", ()),
    ],
)
def test_an_old_address_leads_here_or_is_spoken_of(link: str, aliases: tuple[str, ...]) -> None:
    moved = drafted(link=link)
    assert read(moved.text)[0].aliases == aliases
    assert bool(moved.notes) == (not aliases)


def test_in_the_hour_that_strikes_twice_the_date_says_which() -> None:
    for fold in (0, 1):
        moment = datetime(2019, 10, 27, 1, 30, fold=fold, tzinfo=LONDON)
        assert meta_of(moment=moment).date.utcoffset() == moment.utcoffset()


def test_a_welsh_post_is_a_welsh_story() -> None:
    assert meta_of(is_welsh=True).lang == "cy"
    assert meta_of(html="<p>Mae'r te yn barod, ac mae pawb yn hapus.</p>").lang == "cy"


def test_a_photos_second_caption_is_named() -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>{}</figcaption></figure>'
    moved = drafted(html=figure.format("Tea") + figure.format("Toast") + figure.format("Toast"))
    assert [photo.caption for photo in moved.photos] == ["Toast"]
    assert moved.notes == ("Left out: a caption of a.jpg: Tea.",)


def test_photos_wait_as_comments_until_somebody_has_looked_at_them(tmp_path: Path) -> None:
    ward = tmp_path / "ward.jpg"
    uploads = Uploads({"2019/05/ward.jpg": ward}, {"ward.jpg": (ward,)})
    html = (
        '<p>First.</p><img class="wp-image-9" src="https://o.example/uploads/2019/05/ward-300x200.jpg" '
        'alt="The ward"><img src="https://o.example/uploads/gone.jpg"><p>Last.</p>'
    )
    record = MediaItem("https://o.example/uploads/2019/05/ward.jpg", "2019/05/ward.jpg", "A ward")
    post = replace(POST, html=html, thumbnail="9")
    moved = make_draft(post, Export((post,), {"9": record}), uploads, CATEGORIES, ())
    assert [(photo.name, photo.source) for photo in moved.photos] == [("ward.jpg", ward), ("gone.jpg", None)]
    meta, body = read(moved.text)
    assert meta.photos == ()
    assert "#   - file: ward.jpg\n" in moved.text
    assert "not found; it was at https://o.example/uploads/gone.jpg" in moved.text
    assert "First.\n\n(A photo was here: ward.jpg)\n\n(A photo was here: gone.jpg)\n\nLast." in body


def test_taking_the_hashes_away_gives_photos_that_the_model_reads(tmp_path: Path) -> None:
    ward = tmp_path / "Ward 7 (1).JPG"
    html = '<img src="/uploads/ward%207%20(1).jpg" alt="Say &quot;hi&quot;">'
    moved = drafted(Uploads({"ward 7 (1).jpg": ward}), html=html)
    ready = "\n".join(
        line.removeprefix("# ") if line.startswith(("# photos", "#   ")) else line
        for line in moved.text.split("\n")
    )
    ready = ready.replace("shows:", "shows: staff").replace("{form: ,", "{form: CF-0113,")
    (photo,) = read(ready)[0].photos
    assert (photo.file, photo.alt) == ("ward-7-1.jpg", 'Say "hi"')


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"moment": None}, "no date"),
        ({"html": "word " * 60_000}, "too long for a story"),
        ({"html": "word " * 400_000}, "longer than a story may be"),
        ({"html": "<p>word\n\n" * 15_000}, "longer than a story may be"),
    ],
)
def test_what_can_not_be_moved_says_why(given: dict[str, object], note: str) -> None:
    moved = drafted(**given)
    assert moved.text == ""
    assert note in moved.notes[0]


@given(title=st.text(), html=st.text(max_size=300), excerpt=st.text(), tag=st.text(), link=st.text())
def test_whatever_was_typed_gives_a_story_that_can_be_read(
    title: str, html: str, excerpt: str, tag: str, link: str
) -> None:
    moved = drafted(title=title, html=html, excerpt=excerpt, tags=(tag,), categories=(tag,), link=link)
    assert read(moved.text) if moved.text else moved.notes


def test_the_list_names_every_photo_that_needs_a_yes() -> None:
    moved = drafted(title="Tea [and] <b>toast", html='<img src="https://o.example/gone.jpg">')
    report = write_report([moved], [], {"page (not news)": 3})
    assert "- [ ] `gone.jpg` – not found, it was at https://o.example/gone.jpg" in report
    assert "### Tea \\[and\\]" in report
    assert "- 3 × page (not news)" in report
    assert "1 story moved, all of them drafts" in report


def test_what_is_ticked_in_the_list_stays_ticked() -> None:
    draft = drafted(html='<a href="/x/">y</a> <img src="https://o.example/gone.jpg"><img src="/b.jpg">')
    first = write_report([draft], [], {})
    assert first.count("- [ ] ") == 3
    ticked = first.replace("- [ ] `gone.jpg`", "- [x] `gone.jpg`").replace("- [ ] Left", "- [X] Left")
    again = write_report([], [draft], {}, ticked)
    assert again.count("- [x] ") == 2
    assert "- [x] `gone.jpg`" in again
    assert "- [ ] `b.jpg`" in again


def test_the_one_video_stands_in_the_front_matter_and_in_the_list() -> None:
    draft = drafted(html="Look.\n\nhttps://youtu.be/aqz-KE-bpKQ")
    video = read(draft.text)[0].video
    assert video
    assert (video.url, video.title) == ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", POST.title)
    assert "https://www.youtube.com/watch?v=aqz-KE-bpKQ" in draft.notes[0]


def test_no_photo_has_a_name_that_windows_keeps_for_a_device() -> None:
    moved = drafted(html='<img src="https://o.example/wp-content/uploads/aux.jpg">')
    assert [photo.name for photo in moved.photos] == ["photo.jpg"]


def test_a_photo_has_the_same_name_whether_it_is_found_or_not(tmp_path: Path) -> None:
    uploads = Uploads({"2019/05/ward.jpg": tmp_path / "Ward.JPG"})
    html = '<img src="https://o.example/uploads/2019/05/Ward-300x200.jpg"><img src="/Ward-scaled.jpg">'
    first, second = (drafted(files, html=html) for files in (Uploads(), uploads))
    assert (
        [photo.name for photo in first.photos]
        == [photo.name for photo in second.photos]
        == ["ward.jpg", "ward-2.jpg"]
    )
    text, added = add_photos(first.text, second)
    assert [photo.name for photo in added] == ["ward.jpg"]
    assert text == second.text
    assert add_photos(text, second) == (text, ()), "what was deleted since then stays away"
    finished = first.text.replace("draft: yes\n", "")
    assert add_photos(finished, second) == (finished, ())
