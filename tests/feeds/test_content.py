"""A story's full content: everything its page says, in HTML that readers keep."""

import pytest

from goodnews.feeds.items import FeedSource, full_content
from goodnews.rendered import Attachment
from tests.feeds.making import AUDIO, ONE_PHOTO, SITE, SOUND, make_config, make_story, render

THREE_PHOTOS = """\
photos:
  - {file: one.jpg, alt: The first, shows: nobody}
  - {file: two.jpg, alt: The second, caption: "Tea & toast", shows: nobody}
  - {file: three.jpg, alt: The third, credit: Ward 7, shows: nobody}
"""


def content(more: str = "", body: str = "Cold tea.", **attachments: Attachment) -> str:
    found = {attachment.path.name: attachment for attachment in attachments.values()}
    rendered = render(make_story(more=more, body=body), attachments=found)
    return full_content(FeedSource(rendered, make_config()))


def test_the_lead_photo_comes_first_as_one_picture_with_its_caption() -> None:
    html = content(ONE_PHOTO)
    assert html.startswith(
        f'<figure><img src="{SITE}/photos/000000000001-1280.jpg"'
        ' alt="Two nurses, backs to us, hand over notes at the ward desk" width="1280" height="853">'
        "<figcaption><p>Handover at 7am. Photo: Ward 7</p></figcaption></figure>"
    )
    assert html.endswith("<p>Cold tea.</p>")


def test_a_lead_photo_that_stands_in_the_text_is_not_shown_twice() -> None:
    assert content(ONE_PHOTO, body="Tea.\n\n![](handover.heic)\n\nToast.").count("<img") == 1


def test_photos_stand_where_they_were_placed_and_the_rest_follow_in_order() -> None:
    html = content(THREE_PHOTOS, body="Before.\n\n![](three.jpg)\n\nAfter.")
    marks = ['alt="The first"', "Before.", 'alt="The third"', "After.", 'alt="The second"']
    assert sorted(marks, key=html.index) == marks
    assert "<p>Tea &amp; toast</p>" in html
    assert "<p>Photo: Ward 7</p>" in html


def test_a_photo_that_was_not_prepared_is_left_out() -> None:
    rendered = render(make_story(more=ONE_PHOTO), photos={})
    assert "<img" not in full_content(FeedSource(rendered, make_config()))


SHAPES = {
    "a video is a titled link": (
        "video: {url: 'https://video.example/v', title: 'A minute in the garden', length: '2:31'}",
        '<p><a href="https://video.example/v">Watch: A minute in the garden (2:31)</a></p>',
    ),
    "what a video says can be read": (
        "video: {url: 'https://video.example/v', title: Garden, transcript: 'We hear *birds*.'}",
        "<h2>Transcript</h2>\n<p>We hear <em>birds</em>.</p>",
    ),
    "signed in BSL, it is a titled link": (
        "bsl: {url: 'https://video.example/bsl', length: '2:31'}",
        '<p><a href="https://video.example/bsl">Watch: This story in British Sign Language (2:31)</a></p>',
    ),
    "a live story says when": (
        "live: {starts: 2026-11-24 12:00, ends: 2026-11-24 13:00, watch: 'https://live.example/k'}",
        (
            "<p>Live: Tuesday 24 November 2026, midday to 1pm</p>\n"
            '<p><a href="https://live.example/k">Watch it live</a></p>'
        ),
    ),
    "a live story that is over links to its recording": (
        (
            "live: {starts: 2026-11-24 12:00, ends: 2026-11-24 13:00, watch: 'https://live.example/k', "
            "recording: 'https://video.example/k'}"
        ),
        '<p><a href="https://video.example/k">Watch the recording</a></p>',
    ),
    "an event says when and where": (
        "event: {starts: 2026-11-24 14:00, ends: 2026-11-24 16:00, place: 'The canteen, Merrowdale General'}",
        "<p>When: Tuesday 24 November 2026, 2pm to 4pm</p>\n<p>Where: The canteen, Merrowdale General</p>",
    ),
    "a quote says whose it is": (
        "quote: {text: 'They never made me feel a nuisance.', who: A patient on Ward 7}",
        "<blockquote><p>They never made me feel a nuisance.</p></blockquote>\n<p>— A patient on Ward 7</p>",
    ),
    "a thank-you says from whom to whom": (
        "thanks: {to: Ward 7, from: A grateful family}",
        "<p>To: Ward 7</p>\n<p>From: A grateful family</p>",
    ),
    "notes to editors come last": (
        "notes: Ward 7 has 24 beds.",
        "<h2>Notes to editors</h2>\n<p>Ward 7 has 24",
    ),
    "a Welsh story speaks Welsh": (
        "lang: cy\nvideo: {url: 'https://video.example/v', title: Yr ardd}",
        '<p><a href="https://video.example/v">Gwylio: Yr ardd</a></p>',
    ),
}


@pytest.mark.parametrize(("more", "expected"), SHAPES.values(), ids=SHAPES)
def test_each_kind_of_story_is_told_in_words(more: str, expected: str) -> None:
    assert expected in content(more)


def test_an_interview_is_paragraphs_with_bold_questions() -> None:
    html = content("interview: {with: The night sister}", body="Q: How was it?\nA: Fine.\n\nBusy, though.")
    assert "<p><strong>How was it?</strong></p>" in html
    assert "<p>Fine.</p>" in html
    assert "<p>Busy, though.</p>" in html


def test_a_recording_is_a_titled_link_with_its_length_and_its_words() -> None:
    html = content(AUDIO, night=SOUND)
    assert f'<p><a href="{SITE}/files/3fa2c19b0d12.mp3">Listen: Four in the morning (1:04)</a></p>' in html
    assert "<h2>Transcript</h2>\n<p>It is four.</p>" in html


def test_a_story_leads_to_itself_in_the_other_language() -> None:
    other = make_story("2026/noson-ar-ward-7", more="lang: cy")
    html = full_content(FeedSource(render(make_story()), make_config(), other))
    address = f"{SITE}/stories/2026/noson-ar-ward-7/"
    assert f'<p lang="cy"><a href="{address}">Darllenwch hwn yn Gymraeg</a></p>' in html


def test_hostile_words_stay_words() -> None:
    html = content("quote: {text: '<script>alert(1)</script>', who: '\"><img src=x>'}")
    assert "<script" not in html
    assert "<img" not in html
