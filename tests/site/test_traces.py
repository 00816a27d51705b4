"""What is not public leaves no trace: not its text, not its photos, not its title, in any file."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.commands.build import build_content
from goodnews.config import PUBLIC, load_config
from goodnews.photos import sweep_cache
from tests.site.conftest import GPS_MARKER, NOW, Site, picture

PLANTED = ("Zanzibarred", "Quixotically", "Flabbergastrum", "Perambulatory", "Oxymoronish", "hidden-place")


def plant(site: Site, **fields: str) -> None:
    """Write one public story, and one whose every part has a word that is nowhere else."""
    site.write("2026/seen", photos={"seen.jpg": picture("teal")})
    site.write(
        "2026/hidden-place",
        title='"Zanzibarred title"',
        summary="A Quixotically planted sentence.",
        tags="[Perambulatory]",
        team="Oxymoronish",
        body="Flabbergastrum is in the text.\n\n![](hidden.jpg)",
        photos={"hidden.jpg": picture("maroon")},
        **fields,
    )


def traces(site: Site, words: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    for path, data in site.files().items():
        text = path.encode() + data
        found += [(path, word) for word in words if word.lower().encode() in text.lower()]
    return found


def test_a_preview_of_a_draft_leaves_no_trace_in_the_next_build(site: Site) -> None:
    plant(site, draft="yes")
    cache = open_cache(site.root)
    content = load_content(site.root, load_config(site.root, PUBLIC), NOW, cache)
    shown = replace(content, is_preview=True)
    assert build_content(shown, PUBLIC, cache, {"OUTPUT_PATH": str(site.root / "output")}).stories == 2
    assert traces(site, PLANTED)
    assert site.build().stories == 1
    assert traces(site, PLANTED) == []


def test_a_withdrawn_story_leaves_only_its_address(site: Site) -> None:
    plant(site, withdrawn="{on: 2026-11-22, reason: Pantechnicon}")
    site.build()
    # Readers of its team's and its tag's feeds are told in those same feeds, at the same addresses:
    # nothing else would make them let go of their copy.
    told = ("teams/oxymoronish/feed.", "tags/perambulatory/feed.")
    left = traces(site, (*PLANTED[:-1], "Pantechnicon"))
    assert [trace for trace in left if not trace[0].startswith(told)] == []
    assert {word for _, word in left} == {"Oxymoronish", "Perambulatory"}
    assert "has been removed" in site.page("stories/2026/hidden-place")


def test_withdrawing_takes_a_story_out_of_the_output_and_its_photos_out_of_the_cache(site: Site) -> None:
    plant(site)
    site.build()
    assert {word for _, word in traces(site, PLANTED)} == set(PLANTED), "they would be found"
    cache, output = site.root / ".cache" / "photos", set(site.files())
    before = set(cache.rglob("*.jpg"))
    plant(site, withdrawn="{on: 2026-11-22, reason: x}")
    report = site.build()
    assert traces(site, PLANTED[:3]) == []
    assert {"photos", "cards"} <= {path.split("/")[0] for path in output - set(site.files())}
    sweep_cache(cache, set(map(Path, report.renditions)))
    after = set(cache.rglob("*.jpg"))
    assert after < before
    assert after


def test_an_embargoed_story_appears_at_its_minute(site: Site) -> None:
    plant(site, date="2026-11-23 09:01")
    site.build()
    assert not traces(site, PLANTED)
    site.now = NOW + timedelta(minutes=1)
    assert site.build().stories == 2
    assert traces(site, PLANTED)


def test_no_original_and_none_of_its_metadata_is_published(site: Site) -> None:
    original = picture("teal")
    site.write("2026/seen", photos={"name-of-a-patient.jpg": original})
    site.build()
    assert GPS_MARKER.encode() in original
    assert traces(site, (GPS_MARKER, "name-of-a-patient", "Exif\0")) == []
    assert original not in site.files().values()
