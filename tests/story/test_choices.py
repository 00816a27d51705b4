"""Of a few words that may stand somewhere, which somebody meant by another one."""

import pytest

from goodnews.story.choices import choices_meant
from goodnews.story.fields import NETWORKS
from goodnews.story.templates import KINDS

ANNOUNCE = (*NETWORKS, "yes", "no")
COVERS = ("website", "social")
SHOWS = ("nobody", "backs", "staff", "patients", "children")


@pytest.mark.parametrize(
    ("written", "choices", "meant"),
    [
        *((name, ANNOUNCE, ("x",)) for name in ("twitter", "Twitter", "tweet", "@x", "X.")),
        *((name, ANNOUNCE, ("bluesky",)) for name in ("bsky", "Blue Sky", "bluesk")),
        *((name, ANNOUNCE, ("yes",)) for name in ("all", "Yes!", "everywhere", "y")),
        *((name, ANNOUNCE, ("no",)) for name in ("none", "never", "N")),
        *((name, ANNOUNCE, ("x", "bluesky")) for name in ("x/bluesky", "Twitter and bsky", "x & bsky, x")),
        *((name, ANNOUNCE, ()) for name in ("instagram", "x and linkedin", "", ",", "tea")),
        *((name, COVERS, ("website", "social")) for name in ("both", "all", "web and social", "web/x")),
        *((name, COVERS, ("social",)) for name in ("Social media", "facebook", "socials")),
        *((name, COVERS, ()) for name in ("yes", "everybody", "the whole site")),
        *((name, SHOWS, ("nobody",)) for name in ("none", "no one", "Nobody.")),
        *((name, SHOWS, ("children",)) for name in ("child", "baby", "kids")),
        *((name, SHOWS, ()) for name in ("visitors", "yes", "staff and a visitor")),
        *((name, KINDS, ("picture",)) for name in ("Pictures", "gallery")),
    ],
)  # fmt: skip
def test_what_was_meant_is_known_or_nothing_is(
    written: str, choices: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert choices_meant(written, choices) == meant


def test_of_very_many_words_a_few_are_looked_at() -> None:
    assert choices_meant("x " * 50_000, ANNOUNCE) == ("x",)
