"""The same stories for all: built by each, the pages are of the same kinds."""

import pytest

from benchmarks.builders import Builder
from benchmarks.ours import with_cards
from benchmarks.sites import make_sites

pytestmark = pytest.mark.nightly

STORIES = 14
KINDS = (
    "index.html",
    "about/index.html",
    "categories/index.html",
    "tags/index.html",
    "archive/index.html",
    "archive/2026/index.html",
    "archive/2026/page/2/index.html",
    "feed.xml",
    "sitemap.xml",
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Builder | None, Builder, Builder]:
    return make_sites(tmp_path_factory.mktemp("sites"), STORIES, cached=True)


def test_stock_pelican_makes_the_same_kinds_of_pages(sites: tuple[Builder | None, Builder, Builder]) -> None:
    _, stock, _ = sites
    stock.build_clean()
    output = stock.folder / stock.output
    # Its archive of a year is one page, however long, and its `simple` theme decides about a sitemap.
    ours_alone = {"archive/2026/page/2/index.html", "sitemap.xml"}
    assert [kind for kind in KINDS if not (output / kind).is_file() and kind not in ours_alone] == []
    assert len(list(output.glob("stories/2026/*/index.html"))) == STORIES
    assert list(output.glob("categories/*/feed.xml"))
    assert list((stock.folder / ".cache").iterdir())


def test_ours_is_built_as_it_is_for_real_and_from_as_little_as_it_is_told(
    sites: tuple[Builder | None, Builder, Builder],
) -> None:
    _, _, ours = sites
    with_cards(ours).build_clean()
    output = ours.folder / ours.output
    assert [kind for kind in KINDS if not (output / kind).is_file()] == []
    assert len(list(output.glob("stories/2026/*/index.html"))) == STORIES
    drawn = {path: path.stat().st_mtime_ns for path in (ours.folder / ".cache/photos").rglob("cards/*")}
    assert drawn
    ours.build_clean()
    assert {path: path.stat().st_mtime_ns for path in drawn} == drawn
    ours.build()
    assert ours.build_counted().written == 0
    assert 0 < ours.build_edited("2026/story-7", "More tea.").written < STORIES + 40
