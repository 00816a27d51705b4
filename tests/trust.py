"""A made-up Trust, and its stories as their files say them: one for all tests."""

import hashlib
from datetime import date

from goodnews.config import SiteConfig
from goodnews.story import Story, parse_story

SITE = "https://stories.merrowdale.example"
SETTINGS = {
    "SITENAME": "Show them ours",
    "SITEURL": SITE,
    "TRUST_NAME": "Merrowdale Hospitals NHS Trust",
    "TRUST_SHORT_NAME": "Merrowdale",
    "TRUST_STRAPLINE": "The good stuff, told by the people who do it.",
    "TRUST_ACCENT": "#005f6b",
    "TRUST_HOSPITALS": ("Merrowdale General", "Tarnside Hospital", "The Larches"),
    "TRUST_CATEGORIES": ("People", "Patients", "Teams", "Places", "Live", "Learning", "Thank you"),
    "TRUST_EMAIL": "stories@merrowdale.example",
    "TRUST_CONFIDENTIAL_EMAIL": "listen@merrowdale.example",
    "TRUST_REMOVAL_EMAIL": "pictures@merrowdale.example",
    "TRUST_COMPLAINTS_FORM": "https://www.merrowdale.example/data-complaint/",
    "TRUST_PRIVACY_CONFIRMED": date(2026, 9, 1),
    "TRUST_ACCESSIBILITY_PREPARED": date(2026, 9, 1),
    "TRUST_ACCESSIBILITY_TESTED_BY": "our team",
    "TRUST_ACCESSIBILITY_REVIEWED": date(2026, 11, 2),
}


def make_config(**changes: object) -> SiteConfig:
    """Merrowdale, with settings changed by their names in the settings file."""
    return SiteConfig.model_validate(SETTINGS | changes)


def make_story(key: str, meta: str, body: str) -> Story:
    """A story out of its front matter and its words, in a folder that is nowhere."""
    text = f"---\n{meta}\n---\n{body}\n"
    file = f"content/stories/{key}/story.md"
    parsed = parse_story(text, file)
    assert parsed.meta, parsed.problems
    return Story(
        path=f"/nowhere/{key}",
        file=file,
        key=key,
        meta=parsed.meta,
        body=parsed.body,
        body_line=parsed.body_line,
        lines=parsed.lines,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


ONE_PHOTO = """\
by: The night sister, Ward 7
team: Ward 7
hospital: Merrowdale General
tags: [nursing, nights]
photos:
  - file: handover.heic
    alt: Two nurses, backs to us, hand over notes at the ward desk
    caption: Handover at 7am.
    credit: Ward 7
    shows: backs
"""
