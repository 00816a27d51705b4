"""Slugs are the readable part of an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.story import slugify


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Coming off shift: a night on Ward 7", "coming-off-shift-a-night-on-ward-7"),
        ("A&E is full – again", "a-and-e-is-full-again"),
        ("I’ve had mine", "ive-had-mine"),
        ("Ysbyty Tŷ Gwyn", "ysbyty-ty-gwyn"),
        ("C#", "c-sharp"),
        ("C++", "c-plus-plus"),
        ("Learning C++ & F#", "learning-c-plus-plus-and-f-sharp"),
        ("Bed #7", "bed-7"),
        ("LGBTQ+", "lgbtq"),
        ("65+", "65"),
        ("  ", ""),
        ("你好", ""),
    ],
)
def test_words_become_an_address(words: str, slug: str) -> None:
    assert slugify(words) == slug


@given(st.text())
def test_a_slug_is_plain_and_stays_as_it_is(words: str) -> None:
    slug = slugify(words)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug
