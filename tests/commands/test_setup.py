"""Making the project a Trust's own."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goodnews.commands.questions import QUESTIONS, Question
from goodnews.commands.setup import run_setup
from goodnews.config import load_config, read_settings
from goodnews.problems import CommandError, ContentError
from goodnews.publish.targets import read_target
from tests.shared import read_files, start_repository

PROJECT = Path(__file__).resolve().parents[2]
GIVEN = {
    "trust": "Tarn Valley NHS Foundation Trust",
    "short_name": "Tarn Valley",
    "site": "Good news from Tarn Valley",
    "strapline": "Told by the people who were there.",
    "url": "https://stories.tarnvalley.example",
    "hospitals": "Tarn Valley General, The Elms",
    "email": "stories@tarnvalley.example",
    "confidential": "speakup@tarnvalley.example",
    "removal": "pictures@tarnvalley.example",
    "repository": "tarn-valley/stories",
    "accent": "#7a1f5c",
}
MORE = {
    "visibility": "private",
    "privacy": "dpo@tarnvalley.example",
    "complaints": "https://www.tarnvalley.example/data-complaint/",
    "log_days": "30",
    "letter_months": "24",
    "tested_by": "our digital team",
    "categories": "Wards, Live",
    "language": "cy",
    "logo": "logo.svg",
    "logo_dark": "dark.svg",
    "x": "tarnvalley",
    "bluesky": "tarnvalley.example",
    "mastodon": "@tarnvalley@social.example",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A clone of the project as it is handed out, with two of its sample stories."""
    made = tmp_path / "clone"
    for name in ("pelicanconf.py", "publishconf.py", ".github/CODEOWNERS", "CONTRIBUTING.md"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, made / name)
    shutil.copytree(PROJECT / "theme", made / "theme")
    for logo in ("logo.svg", "dark.svg"):
        (made / "theme" / "static" / logo).write_text("<svg/>", encoding="utf-8")
    for slug in ("first", "second"):
        story = made / "content/stories/2026" / slug / "story.md"
        story.parent.mkdir(parents=True)
        story.write_text("a sample\n", encoding="utf-8")
    for name in ("hospitals/the-larches.md", "teams/ward-7.md"):
        shutil.copytree(PROJECT / "content" / name.partition("/")[0], (made / "content" / name).parent)
    start_repository(made)
    return made


def everything(root: Path) -> dict[str, bytes]:
    files = read_files(root).items()
    return {name: data for name, data in files if ".git/" not in name and "__pycache__" not in name}


def test_the_answers_are_in_the_settings_and_the_samples_are_gone(root: Path) -> None:
    done = run_setup(root, GIVEN, None)
    config = load_config(root, "publishconf.py")
    assert (config.name, config.short_name) == (GIVEN["trust"], "Tarn Valley")
    assert config.site_url == "https://stories.tarnvalley.example"
    assert config.hospitals == ("Tarn Valley General", "The Elms")
    assert config.categories == load_config(PROJECT).categories, "nobody said anything else"
    assert config.accessibility_reviewed is None, "nobody has reviewed it"
    assert (config.phone, config.x_handle, config.newsletter_url) == (None, None, None)
    assert not [path for path in (root / "content").rglob("*") if path.is_file()], "no word of made-up wards"
    assert "Removed 2 sample stories and 2 introductions; git still has them." in done.as_text()
    settings = (root / "pelicanconf.py").read_text() + (root / "publishconf.py").read_text()
    assert "merrowdale" not in settings.lower()
    assert "@tarn-valley/communications" in (root / ".github/CODEOWNERS").read_text()


def test_what_is_asked_at_last_is_written_too_and_contributing_shows_it(root: Path) -> None:
    before = (root / "pelicanconf.py").read_text(encoding="utf-8")
    run_setup(root, GIVEN | MORE, None)
    config = load_config(root)
    assert (config.categories, config.language) == (("Wards", "Live"), "cy")
    assert (config.logo, config.logo_dark) == ("logo.svg", "dark.svg")
    assert (config.x_handle, config.bluesky_handle) == ("tarnvalley", "tarnvalley.example")
    assert config.mastodon_handle == "@tarnvalley@social.example"
    assert config.repository_visibility == "private"
    form = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "# category: Wards, Live\ncategory: Wards\n" in form
    assert "# hospital: Tarn Valley General, The Elms\n" in form
    assert "Merrowdale" not in form
    after = (root / "pelicanconf.py").read_text(encoding="utf-8")
    assert comments(after) == comments(before)


def comments(settings: str) -> list[str]:
    return [line for line in settings.splitlines() if line.startswith("#")]


def test_what_the_law_asks_is_asked_for_and_left_for_the_trust_to_confirm(root: Path) -> None:
    law = {"privacy": "dpo@tarnvalley.example", "log_days": "14", "tested_by": "our team"}
    today = date(2026, 11, 23)
    run_setup(root, GIVEN | law, None, today=today)
    config = load_config(root, "publishconf.py")
    assert (config.privacy_email, config.log_days, config.letter_months) == (law["privacy"], 14, 24)
    assert (config.accessibility_prepared, config.accessibility_tested_by) == (today, "our team")
    assert (config.privacy_confirmed, config.complaints_form) == (None, None)
    assert "TRUST_LOG_DAYS = 14\n" in (root / "pelicanconf.py").read_text()


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({"visibility": "public"}, None, '{"kind": "pages"}'),
        ({"visibility": "private"}, None, '{"kind": "directory", "path": "public"}'),
        ({}, None, '{"kind": "directory", "path": "public"}'),
        ({"visibility": "public", "repository": ""}, None, '{"kind": "directory", "path": "public"}'),
        ({"visibility": "public"}, '{"kind": "branch"}', '{"kind": "branch"}'),
        ({"visibility": "public"}, "dict(kind='rsync', to='a:/b')", "dict(kind='rsync', to='a:/b')"),
    ],
    ids=["public", "private", "not said", "not on GitHub", "chosen already", "programmed"],
)
def test_a_public_copy_on_github_goes_to_its_pages(
    root: Path, answers: dict[str, str], before: str | None, after: str
) -> None:
    conf = root / "publishconf.py"
    if before:
        conf.write_text(conf.read_text().replace('{"kind": "directory", "path": "public"}', before))
    run_setup(root, GIVEN | answers, None)
    assert conf.read_text().endswith(f"\nTARGET = {after}\n")
    read_target(read_settings(root, "publishconf.py"))


def test_a_second_time_nothing_is_asked_that_is_known_and_no_story_is_removed(root: Path) -> None:
    run_setup(root, GIVEN, None)
    mine = root / "content/stories/2027/mine/story.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    before = everything(root)
    done = run_setup(root, {}, None)
    assert (done.changed, done.removed) == ((), ())
    assert everything(root) == before
    run_setup(root, {"phone": "01632 960789"}, None)
    assert load_config(root).phone == "01632 960789"


def test_a_story_somebody_has_worked_on_is_no_sample(root: Path) -> None:
    (root / "content/stories/2026/first/story.md").write_text("changed\n", encoding="utf-8")
    (root / "content/stories/2026/second/mine.jpg").write_bytes(b"mine")
    (root / "content/teams/ward-7.md").write_text("Our own ward.\n", encoding="utf-8")
    assert run_setup(root, GIVEN, None).removed == ("content/hospitals/the-larches.md",)
    assert (root / "content/stories/2026/second/mine.jpg").exists()
    assert (root / "content/teams/ward-7.md").exists()


def test_samples_stay_when_asked_to(root: Path) -> None:
    done = run_setup(root, GIVEN, None, keep_samples=True)
    assert done.removed == ()
    assert "Take them out of content/ before you publish" in done.as_text()


def test_outside_git_nothing_is_removed_or_written(root: Path) -> None:
    shutil.rmtree(root / ".git")
    before = everything(root)
    with pytest.raises(CommandError, match="--keep-samples"):
        run_setup(root, GIVEN, None)
    assert everything(root) == before


def test_a_person_is_asked_what_was_not_given_and_shown_the_present_answer(root: Path) -> None:
    answers: Iterator[str] = iter(["Tarn Valley", "  01632 960789 ", ""])
    asked: list[tuple[str, str]] = []

    def ask(question: Question, present: str) -> str:
        asked.append((question.name, present))
        return next(answers)

    given = {name: words for name, words in GIVEN.items() if name not in {"short_name", "accent"}}
    run_setup(root, given | MORE | {"address": "1 Hill Road"}, ask)
    assert asked == [("short_name", ""), ("phone", ""), ("accent", "#00616b")]
    assert (load_config(root).short_name, load_config(root).phone) == ("Tarn Valley", "01632 960789")
    assert load_config(root).accent == "#00616b"


def test_an_answer_is_checked_when_it_is_given_and_asked_for_again(root: Path) -> None:
    answers: Iterator[str] = iter(["nobody", "", GIVEN["email"], "#ffff00", "#7a1f5c", "no.svg", "", ""])
    told: list[str] = []
    given = {name: words for name, words in GIVEN.items() if name not in {"email", "accent"}}
    given |= MORE | {"phone": "01632 960789", "address": "1 Hill Road", "logo": "", "logo_dark": ""}
    run_setup(root, given, lambda _question, _present: next(answers), told.append)
    config = load_config(root)
    assert (config.email, config.accent, config.logo) == ("stories@tarnvalley.example", "#7a1f5c", None)
    assert [line.split()[0] for line in told] == ["TRUST_EMAIL", "This", "TRUST_ACCENT", "TRUST_LOGO"]


def test_answers_are_kept_when_it_is_interrupted(root: Path) -> None:
    def ask(question: Question, present: str) -> str:
        if question.name == "short_name":
            raise KeyboardInterrupt
        return "Tarn Valley NHS Foundation Trust"

    with pytest.raises(KeyboardInterrupt):
        run_setup(root, {}, ask)
    offered: dict[str, str] = {}

    def ask_again(question: Question, present: str) -> str:
        offered[question.name] = present
        return "" if question.name == "trust" else (GIVEN | MORE).get(question.name, "")

    run_setup(root, {}, ask_again)
    assert offered["trust"] == "Tarn Valley NHS Foundation Trust"
    assert load_config(root).name == "Tarn Valley NHS Foundation Trust"
    assert not (root / ".cache/setup.json").exists()


@pytest.mark.parametrize("kept", ["", "{", "[]", '"trust"', '{"trust": 7}', '{"trust": null}'])
def test_answers_that_were_kept_in_no_way_we_know_are_asked_for(root: Path, kept: str) -> None:
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache" / "setup.json").write_text(kept, encoding="utf-8")
    run_setup(root, {}, lambda question, _present: (GIVEN | MORE).get(question.name, ""))
    assert load_config(root).name == GIVEN["trust"]


def test_without_anybody_to_ask_all_missing_answers_are_named_at_once(root: Path) -> None:
    before = everything(root)
    with pytest.raises(CommandError) as caught:
        run_setup(root, {"trust": "Tarn Valley NHS Foundation Trust"}, None)
    assert '--short-name "Tarn Valley" --site' in caught.value.hint, "as a shell takes it"
    assert "--confidential" in caught.value.hint
    assert "--phone" not in caught.value.hint, "a telephone may be left out"
    assert everything(root) == before


BAD_ANSWERS = [
    ("accent", "#ffff00"),
    ("accent", "purple"),
    ("url", "http://stories.tarnvalley.example"),
    ("email", "nobody"),
    ("repository", "stories"),
]


def test_a_bad_answer_changes_nothing(root: Path) -> None:
    before = everything(root)
    for name, words in BAD_ANSWERS:
        with pytest.raises(ContentError):
            run_setup(root, GIVEN | {name: words}, None)
    assert everything(root) == before


def test_settings_somebody_has_programmed_are_left_to_them(root: Path) -> None:
    path = root / "pelicanconf.py"
    path.write_text(path.read_text().replace('SITENAME = "Show them ours"', 'SITENAME = "".join(["x"])'))
    with pytest.raises(CommandError, match="SITENAME has been changed"):
        run_setup(root, GIVEN, None)


def test_every_question_has_a_setting_of_its_own() -> None:
    assert len({question.setting for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)
