"""The whole way, on a small project of its own: real build, real folder, real HTTP, practice network."""

import json
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from goodnews.commands.publish import run_part, run_publish
from goodnews.commands.rollback import list_releases, run_rollback
from goodnews.problems import CommandError, ContentError
from goodnews.publish.headers import LoopbackSite
from goodnews.story import LONDON
from tests.apart import kill_all
from tests.commands.project import HERE, NOW, Project


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Project:
    shutil.copytree(published, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


def test_it_says_in_a_dozen_calm_lines_what_it_did(project: Project) -> None:
    assert project.publish() == 0
    assert len(project.said) <= 12
    said = "\n".join(project.said)
    for words in (
        "3 stories",
        "2 stories",
        "pages",
        "photos",
        "feed of 2 items",
        "./inv serve shows the site",
        ".practice/",
    ):
        assert words in said


def test_a_second_run_posts_nothing_and_changes_no_file(project: Project) -> None:
    project.publish()
    folders = ("public", ".public-releases", "output")
    before, posts = project.snapshot(*folders), project.read(".practice")
    assert project.publish(NOW + timedelta(minutes=5)) == 0
    assert project.snapshot(*folders) == before
    assert project.read(".practice") == posts
    assert any("no file was changed" in line for line in project.said)


def test_a_story_added_in_between_is_posted_once(project: Project) -> None:
    posts = project.posts()
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    for _ in range(2):
        assert project.publish() == 0
    assert project.posts() == posts + 1
    assert (project.public / "stories/2026/the-garden/index.html").is_file()


def test_an_embargoed_story_goes_out_when_its_time_has_come_and_not_before(project: Project) -> None:
    assert not any(b"Lighthouse of tomorrow" in data for data in project.read("public").values())
    project.publish(datetime(2026, 11, 24, 8, 1, tzinfo=LONDON))
    assert (project.public / "stories/2026/tomorrow/index.html").is_file()


def test_a_trace_of_tomorrow_in_the_theme_stops_it(project: Project) -> None:
    template = project.root / "theme/templates/base.html"
    template.write_text(
        template.read_text(encoding="utf-8").replace("<body>", "<body><p>Lighthouse of tomorrow</p>"),
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="2026/tomorrow"):
        project.publish()


def test_much_less_than_is_live_stops_and_a_person_at_the_terminal_is_asked_once(project: Project) -> None:
    shutil.rmtree(project.root / "content/stories/2026/the-kitchen")
    before = project.snapshot("public", ".public-releases")
    asked: list[str] = []

    def answer(words: str, *, yes: bool) -> bool:
        asked.append(words)
        return yes

    for said in ({}, {"confirm": partial(answer, yes=False)}):
        with pytest.raises(ContentError, match="1 of the 2 stories that are live") as error:
            project.publish(**said)
        (problem,) = (problem for problem in error.value.problems if problem.is_error)
        assert (problem.code, "--may-shrink" in problem.hint) == ("site-shrinks", True)
        assert project.snapshot("public", ".public-releases") == before
    assert project.publish(confirm=partial(answer, yes=True)) == 0
    assert not (project.public / "stories/2026/the-kitchen").exists()
    assert len(asked) == 2
    assert all("1 of the 2 stories that are live" in words and words.endswith("?") for words in asked)


def test_nobody_can_say_yes_to_a_site_with_anything_else_wrong(project: Project) -> None:
    shutil.rmtree(project.root / "content/stories/2026/the-kitchen")
    template = project.root / "theme/templates/base.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("<body>", '<body><a href="/nowhere/">A link</a>'), encoding="utf-8")
    with pytest.raises(ContentError):
        project.publish(confirm=pytest.fail)


def test_the_parts_may_run_one_by_one_as_in_a_workflow(project: Project) -> None:
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    shutil.rmtree(project.root / "output")
    posts, page = project.posts(), project.public / "stories/2026/the-garden/index.html"
    with pytest.raises(CommandError, match="no built site"):
        project.publish_part("deliver")
    assert project.publish_part("build") == 0
    assert not page.exists()
    assert project.publish_part("deliver") == 0
    assert page.is_file()
    assert project.posts() == posts


def test_github_pages_is_staged_here_delivered_by_the_workflow_and_waited_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = project.root / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'TARGET = {"kind": "pages"}\n', encoding="utf-8")
    assert project.publish_part("build") == 0
    build = json.loads((project.root / ".cache/site/announce.json").read_bytes())["build"]
    with pytest.raises(CommandError, match="takes the site from the workflow") as refused:
        project.publish_part("deliver")
    assert "./inv rehearse" in refused.value.hint
    with LoopbackSite(project.root / ".cache/site") as site:
        monkeypatch.setenv("SITEURL", site.url)
        wait = partial(run_part, "wait", project.root, NOW, say=project.said.append)
        assert wait(environ={"BUILD": build}) == 0
        assert project.said[-1].startswith("Live at ")
        with pytest.raises(CommandError, match="BUILD does not say"):
            wait(environ={})


PROGRAM = """
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from goodnews.commands.publish import run_publish
from tests.commands.project import At
now = datetime.fromisoformat(sys.argv[2])
print_now = partial(print, flush=True)
run_publish(Path(sys.argv[1]), now, {"PATH": "/usr/bin:/bin"}, print_now, clock=At(now))
"""


@pytest.mark.parametrize("steps", [3, pytest.param(6, marks=pytest.mark.nightly)])
def test_killed_anywhere_the_next_run_completes_and_nothing_is_posted_twice(
    project: Project, steps: int
) -> None:
    posts, now = project.posts(), NOW
    for on_done in range(steps):
        project.write(f"2026/night-{on_done}", f"Night {on_done}", "2026-11-22 08:00")
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(project.root), now.isoformat()],
            cwd=HERE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdout
        for _ in range(on_done):  # each step of the publish says a line, so each is cut short once
            process.stdout.readline()
        kill_all(process)
        process.stdout.close()
        assert (project.public / "announce.json").is_file()
        now += timedelta(minutes=30)  # a claim that was cut off has run out by then
        assert project.publish(now) == 0, project.said
        assert (project.public / f"stories/2026/night-{on_done}/index.html").is_file()
        assert project.posts() == posts + on_done + 1


def test_credentials_mean_the_real_site_which_has_to_answer(project: Project) -> None:
    """With a network's keys set, nothing is announced from a copy on this machine."""
    conf = project.root / "publishconf.py"
    settings = 'TARGET = {"kind": "directory", "wait_minutes": 0.01}\nSITEURL = "http://127.0.0.1:9"\n'
    conf.write_text(conf.read_text(encoding="utf-8") + settings)
    keys = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
    with pytest.raises(CommandError, match="does not answer") as trouble:
        run_publish(project.root, NOW, dict.fromkeys(keys, "hunter2"), project.said.append, may_shrink=True)
    assert "Nothing was announced" in trouble.value.hint
    assert "hunter2" not in "".join([*project.said, str(trouble.value)])


def test_rolling_back_shows_the_release_before(project: Project) -> None:
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    project.publish()
    with pytest.raises(CommandError, match="no release 99"):
        run_rollback(project.root, NOW, to=99)
    assert "shows release 1 again" in run_rollback(project.root, NOW)[0]
    assert not (project.public / "stories/2026/the-garden").exists()
    assert "(shown now)" in list_releases(project.root)[1]
    project.publish()
    assert (project.public / "stories/2026/the-garden/index.html").is_file()


def test_rolling_back_never_brings_back_a_withdrawn_story(project: Project) -> None:
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    project.publish()
    project.write("2026/the-kitchen", "Hospital kitchen", more="withdrawn: {on: 2026-11-23, reason: asked}")
    with pytest.raises(CommandError, match="2026/the-kitchen, not public any more"):
        run_rollback(project.root, NOW)
    project.publish()
    assert list_releases(project.root)[0].startswith("3:")
    assert len(list_releases(project.root)) == 1
    with pytest.raises(CommandError, match="no earlier release"):
        run_rollback(project.root, NOW)


def test_rolling_back_asks_before_pictures_come_back(project: Project) -> None:
    release = project.public.resolve()
    (release / "photos").mkdir(exist_ok=True)
    (release / "photos/3fa2c19b0d12e4f7-960.jpg").write_bytes(b"a picture taken off the site since")
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    project.publish()
    with pytest.raises(CommandError, match="somebody asked for one to be removed"):
        run_rollback(project.root, NOW)
    assert "shows release 1 again" in run_rollback(project.root, NOW, bring_back=True)[0]


WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""


def violations(
    browser: Browser, site: LoopbackSite, folder: Path, pages: str = "*.html"
) -> dict[str, list[str]]:
    """What the browser refused to load or run, by page, on every page of a site."""
    found = {}
    page = browser.new_context().new_page()  # with nothing in its cache
    page.add_init_script(WATCH)
    for file in sorted(folder.resolve().rglob(pages)):
        path = file.relative_to(folder.resolve()).as_posix()
        page.goto(f"{site.url}/{path.removesuffix('index.html')}")
        if refused := page.evaluate("window.violations"):
            found[path] = refused
    return found


def test_the_strict_policy_is_never_broken_in_a_real_browser_and_does_bite(
    project: Project, browser: Browser
) -> None:
    with LoopbackSite(project.public) as site:
        assert violations(browser, site, project.public) == {}
        home = project.public / "about/index.html"
        failing = "<script>document.title = 'hacked'</script><p style='color:red'>x</p>"
        failing += "<img src='https://tracker.example/x.gif' alt=''></body>"
        home.write_text(home.read_text(encoding="utf-8").replace("</body>", failing), encoding="utf-8")
        refused = violations(browser, site, project.public, "about/index.html")
        assert refused.keys() == {"about/index.html"}
        kinds = {each.partition("-src")[0] for each in refused["about/index.html"]}
        assert kinds == {"script", "style", "img"}
