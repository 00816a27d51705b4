"""“Write it here”, followed letter by letter: from the link on the page to a story that is published."""

import re
import shutil
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from goodnews.i18n import messages_for
from goodnews.problems import Problem
from goodnews.story import FrontMatter, parse_story
from goodnews.story.templates import FORM_FOLDER, story_form
from tests.site.conftest import NOW, ROOT, Site, picture

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
OURS = {
    'title: ""': 'title: "A new kettle"',
    "summary:": "summary: The night shift has hot tea again.",
    "by:": "by: The porter, Ward 7",
    "team:": "team: Ward 7",
}
"""What somebody writes, after the colons and between the quotes of the form."""
PHOTO = "photos: [{file: kettle.jpg, alt: A kettle on a shelf, shows: nobody}]"


@pytest.fixture(params=["as handed out", "another Trust"], scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("built"))
    if request.param == "another Trust":
        file = made.root / DEVELOPMENT
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"TRUST_HOSPITALS = .*", 'TRUST_HOSPITALS = ["The Elms", "Tarn Valley"]', text)
        text = re.sub(r"TRUST_CATEGORIES = .*", 'TRUST_CATEGORIES = ["Wards"]', text)
        file.write_text(text, encoding="utf-8")
    made.build()
    return made


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """A site that nobody has sent a story to yet."""
    yield built
    shutil.rmtree(built.root / "content" / "stories", ignore_errors=True)


def linked(site: Site, page: str = "share-your-story") -> tuple[str, str]:
    """The name and the text of the file that the page's link has GitHub's editor begin with."""
    link = BeautifulSoup(site.page(page), "html.parser").select_one("a[href^='https://github.com/']")
    assert link
    assert len(str(link["href"])) < 8000, "GitHub refuses longer addresses"
    values = parse_qs(urlsplit(str(link["href"])).query)
    return values["filename"][0], values["value"][0]


def problems(site: Site) -> list[Problem]:
    content = load_content(site.root, load_config(site.root, PUBLIC), NOW, open_cache(site.root))
    return [problem for problem in content.problems if problem.is_error]


def send(site: Site, name: str, text: str, photo: str = "") -> None:
    file = site.root / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    if photo:
        (file.parent / photo).write_bytes(picture("teal"))


def filled(text: str) -> str:
    """The form with something written into it, and nothing taken out."""
    for line, ours in OURS.items():
        text = re.sub(rf"^{re.escape(line)}$", ours, text, flags=re.MULTILINE)
    return f"{text}Hot tea, at last.\n"


@pytest.mark.parametrize("page", ["share-your-story", "cy/share-your-story"])
def test_filled_in_it_gives_a_story_that_is_published_and_nothing_is_taken_out(site: Site, page: str) -> None:
    name, text = linked(site, page)
    story = filled(text)
    assert len(story.splitlines()) == len(text.splitlines()) + 1
    send(site, name.replace("your-title", "new-kettle"), story)
    assert problems(site) == []
    assert site.build().stories == 1


def test_the_team_adds_the_lines_of_a_photo_that_was_sent_later(site: Site) -> None:
    name, text = linked(site)
    story = re.sub("^team:", f"{PHOTO}\nteam:", filled(text), flags=re.MULTILINE)
    send(site, name.replace("your-title", "new-kettle"), story, "kettle.jpg")
    assert problems(site) == []
    assert site.build().photos > 0


def test_what_nobody_filled_in_is_named_line_by_line(site: Site) -> None:
    name, text = linked(site)
    send(site, name, text)
    said = "\n".join(f"{problem.line} {problem.message}" for problem in problems(site))
    for words in ("4 “title” is missing", "6 “summary” is missing"):
        assert words in said
    file = site.root / name
    file.write_text(filled(text), encoding="utf-8")
    (problem,) = problems(site)
    assert "“your-title”" in problem.message
    assert "change the folder" in problem.hint


def test_it_has_what_the_model_needs_and_nothing_that_one_has_to_know_about(site: Site) -> None:
    _, text = linked(site)
    meta = parse_story(filled(text), "story.md").meta
    assert meta
    assert not meta.draft
    needed = {name for name, field in FrontMatter.model_fields.items() if field.is_required()}
    assert needed <= set(re.findall(r"^(\w+):", text, re.MULTILINE))
    assert f"{meta.date:%Y-%m-%d}" == f"{NOW:%Y-%m-%d}", "nobody types a date"
    config = load_config(site.root)
    for choices in (config.categories, config.hospitals):
        assert ", ".join(choices) in text
    assert meta.hospital is None, "a wrong hospital is soon overlooked"


def test_an_email_comes_first_on_the_page(site: Site) -> None:
    buttons = BeautifulSoup(site.page("share-your-story"), "html.parser").select(".panel a.button")
    assert [str(button["href"]).partition(":")[0] for button in buttons] == ["mailto", "https"]
    assert "stories@" in buttons[0]["href"]
    assert "stories@" in site.page("share-your-story").partition("</main>")[0].partition('class="meta"')[2]


def test_contributing_says_what_the_page_and_the_form_say() -> None:
    t, config = messages_for("en"), load_config(ROOT)
    for key in ("share_your_story", "share_editor", "edit"):
        assert f"**{t[key]}**" in CONTRIBUTING
    assert f"`{FORM_FOLDER}`" in CONTRIBUTING
    block = re.search(r"```yaml\n(---\n.*?)```", CONTRIBUTING, re.DOTALL)
    assert block
    day = re.search(r"^date: (\S+)", block[1], re.MULTILINE)
    assert day
    assert block[1] == story_form("en", day[1], config.categories, config.hospitals)
    assert CONTRIBUTING.index("by email") < CONTRIBUTING.index(t["share_editor"])


def test_whoever_sends_the_first_story_hears_why_it_may_take_a_day() -> None:
    words = " ".join(CONTRIBUTING.split())
    assert "first has to press **Approve and run**, which may take a day" in words
    assert "press **Approve and run**" in " ".join(
        (ROOT / "docs/editing.md").read_text(encoding="utf-8").split()
    )
