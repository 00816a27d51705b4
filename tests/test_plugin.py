"""Pelican builds the site: by our tasks, by hand, and with other people's plugins and templates."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pelican.themes
import pytest
from jinja2 import Environment, FileSystemLoader
from pelican import signals

from goodnews.problems import CommandError
from tests.shared import git
from tests.site.conftest import ROOT, Site, picture

SIMPLE = Path(str(pelican.themes.__path__[0])) / "simple" / "templates"


def made_in(folder: Path) -> Site:
    """A site whose dates are past, whenever somebody builds it by hand."""
    site = Site(folder)
    site.write(
        "2026/a-night", photos={"a.jpg": picture("teal")}, tags="[nights, tea]", by="The night sister",
        body="Words. ![](a.jpg)", date="2025-11-20 07:45",
    )  # fmt: skip
    site.write("2026/a-day", tags="[tea]", category="Teams", date="2025-10-01")
    site.write("2026/not-yet", title="Not yet", date="2099-01-01")
    site.write("2026/a-draft", title="A draft", draft="yes")
    site.write("2026/gone", title="Gone", date="2025-01-01", withdrawn="{on: 2025-02-01, reason: x}")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return made_in(tmp_path)


def by_hand(site: Site, settings: str = "publishconf.py") -> str:
    """Run `pelican` as its manual says."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", settings, "-o", "by-hand", "content"],
        cwd=site.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stderr + done.stdout if done.returncode else ""


def test_pelican_by_hand_gives_the_same_bytes(site: Site) -> None:
    site.now = datetime.now(UTC)  # the form of “Write it here” says the day
    site.build()
    assert by_hand(site) == ""
    assert site.files("by-hand") == site.files()


def test_a_page_says_the_address_of_the_settings_that_it_is_built_with(site: Site) -> None:
    site.build("local", "pelicanconf.py")
    site.build("public", "publishconf.py")
    for output, address in (("local", "http://127.0.0.1:8000"), ("public", "https://stories.")):
        assert address in site.files(output)["accessibility/index.html"].decode().partition("</main>")[0]


def test_pelican_by_hand_stops_at_what_has_to_be_fixed(site: Site) -> None:
    site.write("2026/broken", body="Ring Sam on 07700 900123.")
    assert "2026/broken/story.md" in by_hand(site)
    assert site.files("by-hand") == {}


def test_pelican_by_hand_believes_no_cache_that_came_with_the_checkout(site: Site) -> None:
    site.build()
    git(site.root, "init")
    git(site.root, "add", "--force", ".cache")
    assert "only this machine may write there" in by_hand(site)
    assert site.files("by-hand") == {}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a plugin hears of a build, and of one more after it."""
    site = made_in(tmp_path_factory.mktemp("heard"))
    heard: dict[str, Any] = {"written": []}

    def listed(generators: Any) -> None:
        heard["context"] = dict(generators[0].context)

    def stories(generator: Any) -> None:
        heard["generator"] = type(generator).__name__

    def written(path: str, context: Any) -> None:
        heard["written"].append(
            (Path(path).relative_to(site.root / "output").as_posix(), context, os.getpid())
        )

    signals.all_generators_finalized.connect(listed)
    signals.article_generator_finalized.connect(stories)
    signals.content_written.connect(written)
    site.build()
    signals.all_generators_finalized.disconnect(listed)
    signals.article_generator_finalized.disconnect(stories)
    heard["first"] = list(heard["written"])
    heard["written"].clear()
    site.build()
    signals.content_written.disconnect(written)
    heard["pages"] = {path for path in site.files() if path.endswith(".html")}
    return heard


def test_a_plugin_finds_public_stories_as_pelicans_articles(heard: dict[str, Any]) -> None:
    context = heard["context"]
    assert heard["generator"] == "SiteGenerator"
    assert [article.title for article in context["articles"]] == ["About 2026/a-night", "About 2026/a-day"]
    night = context["articles"][0]
    assert (night.url, night.save_as) == ("stories/2026/a-night/", "stories/2026/a-night/index.html")
    assert (night.slug, night.lang, night.status, str(night.category)) == (
        "a-night",
        "en",
        "published",
        "People",
    )
    assert [str(tag) for tag in night.tags] == ["nights", "tea"]
    assert [str(author) for author in night.authors] == ["The night sister"]
    assert (night.date.isoformat(), night.modified) == ("2025-11-20T07:45:00+00:00", night.date)
    assert "Thu 20 November 2025" in night.locale_date
    assert night.summary == "One sentence about it."
    assert "<p>Words. </p>" in night.content
    assert "/photos/" in night.content
    assert context["dates"] == context["articles"]
    assert {str(tag): len(articles) for tag, articles in context["tags"]} == {"nights": 1, "tea": 2}
    assert [(str(name), len(articles)) for name, articles in context["categories"]] == [
        ("People", 1),
        ("Teams", 1),
    ]
    assert "Privacy" in [page.title for page in context["pages"]]


def test_every_page_is_told_of_by_this_process_whether_or_not_it_changed(heard: dict[str, Any]) -> None:
    for told in (heard["first"], heard["written"]):
        assert {path for path, _, _ in told} == heard["pages"]
        assert {process for _, _, process in told} == {os.getpid()}
    contexts = {path: context for path, context, _ in heard["written"]}
    assert contexts["stories/2026/a-night/index.html"]["story"].title == "About 2026/a-night"


def test_pelicans_simple_theme_can_list_the_stories(heard: dict[str, Any]) -> None:
    templates = Environment(loader=FileSystemLoader(SIMPLE), autoescape=False)  # noqa: S701 - as Pelican has it
    templates.filters["strftime"] = lambda date, form: date.strftime(form)
    context = heard["context"] | {"page_name": "archives", "output_file": "archives.html"}
    for name in ("archives.html", "tags.html", "categories.html"):
        drawn = templates.get_template(name).render(context)
        assert "Not yet" not in drawn
        assert ("About 2026/a-night" in drawn) == (name == "archives.html")
    assert "tea" in templates.get_template("tags.html").render(context)


def test_a_plugin_from_elsewhere_runs_over_a_build(site: Site) -> None:
    conf = site.root / "publishconf.py"
    more = '\nPLUGINS = ["goodnews.plugin", "pelican.plugins.sitemap"]\nSITEMAP = {"format": "txt"}\n'
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert by_hand(site) == ""
    listed = site.files("by-hand")["sitemap.txt"].decode()
    assert "https://stories.merrowdale.example/stories/2026/a-night/\n" in listed
    assert not [name for name in ("not-yet", "a-draft") if name in listed]


@pytest.mark.parametrize(
    ("template", "added", "message"),
    [
        ("base.html", "{{ site.gone }}", r"theme/templates/base\.html, line \d+: 'site' is undefined\."),
        ("base.html", "{% if %}", r"theme/templates/base\.html, line \d+: Expected an expression"),
        (
            "search.html",
            "{% include 'gone.html' %}",
            r"theme/.+/search\.html, line \d+: there is no gone\.html\.",
        ),
    ],
)
def test_a_trusts_template_that_does_not_fit_is_named_with_its_line(
    site: Site, template: str, added: str, message: str
) -> None:
    path = site.root / "theme/templates" / template
    path.write_text(
        path.read_text(encoding="utf-8").replace("{% block ", f"{added}{{% block ", 1), encoding="utf-8"
    )
    with pytest.raises(CommandError, match=message):
        site.build()
