"""A story with an error is held up alone: what readers get meanwhile, and how a workflow is told."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from goodnews.commands.build import build_site
from goodnews.commands.publish import run_publish
from goodnews.commands.withdraw import run_withdraw
from goodnews.problems import CommandError, ContentError
from tests.commands.project import NOW, At, Project
from tests.shared import git
from tests.site.conftest import picture

WRONG = "colour: red"
KITCHEN = "2026/the-kitchen"


class GitProject(Project):
    """A project in git, as everybody's is."""

    def git(self, *words: str) -> None:
        git(self.root, *words)

    def save(self) -> None:
        self.git("add", "content")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change")

    def page(self, key: str = KITCHEN) -> str:
        """A page that is live; nothing if it isn't."""
        file = self.public / f"stories/{key}/index.html"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def live(self) -> dict[str, list[str]]:
        """Identities in the live site's manifest."""
        manifest = json.loads((self.public / "announce.json").read_bytes())
        return {name: sorted(entry["id"] for entry in manifest[name]) for name in ("stories", "withdrawn")}

    @property
    def everything(self) -> bytes:
        """All that readers can get, photos aside."""
        return b"".join(path.read_bytes() for path in self.public.rglob("*") if path.is_file())


@pytest.fixture
def project(published: Path, tmp_path: Path) -> GitProject:
    return copy_into_git(published, tmp_path / "project")


def copy_into_git(published: Path, root: Path) -> GitProject:
    shutil.copytree(published, root, symlinks=True)
    project = GitProject(root)
    project.git("init", "--quiet", "--initial-branch=main")
    project.save()
    return project


def test_a_new_story_with_an_error_is_left_out_and_named_and_all_else_goes_out(project: GitProject) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    assert project.publish() == 1
    assert project.page("2026/the-garden")
    assert b"Broken story" not in project.everything
    assert "2026/broken is held up: line 6" in project.said[-1]
    assert "It is not live yet, and was left out." in project.said[-1]


def test_a_live_story_stands_as_it_stood_last_when_it_passed(project: GitProject) -> None:
    project.write(KITCHEN, "Hospital kitchen, mended", "2026-11-21 08:00")
    project.save()
    for title in ("Kitchen broken", "Kitchen broken twice"):
        project.write(KITCHEN, title, "2026-11-21 08:00", WRONG)
        project.save()
    posts = project.posts()
    assert project.publish() == 1
    assert "Hospital kitchen, mended" in project.page()
    assert KITCHEN in project.live()["stories"]
    assert b"Kitchen broken" not in project.everything
    assert "are still live. To take them off as well: ./inv withdraw 2026/the-kitchen" in project.said[-1]
    assert project.posts() == posts
    project.write(KITCHEN, "Kitchen whole again", "2026-11-21 08:00")
    assert project.publish() == 0
    assert "Kitchen whole again" in project.page()


def test_the_history_is_that_of_main_and_not_of_a_branch_that_was_merged(project: GitProject) -> None:
    project.git("checkout", "--quiet", "-b", "theirs")
    project.write(KITCHEN, "Kitchen on a branch", "2026-11-21 08:00")
    project.save()
    project.write(KITCHEN, "Kitchen broken", "2026-11-21 08:00", WRONG)
    project.save()
    project.git("checkout", "--quiet", "main")
    project.git("merge", "--quiet", "--no-ff", "-m", "Merge", "theirs")
    assert project.publish() == 1
    assert "Kitchen on a branch" not in project.page()
    assert "Hospital kitchen" in project.page()


def test_a_withdrawal_goes_out_while_another_story_is_broken(project: GitProject) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    run_withdraw(project.root, KITCHEN, "Consent withdrawn", NOW)
    project.save()
    assert project.publish() == 1
    assert "has been removed" in project.page()
    assert project.live()["withdrawn"] == [KITCHEN]


@pytest.mark.parametrize("wrong", [WRONG, 'notes: "never closed'])
def test_a_broken_story_can_be_withdrawn(project: GitProject, wrong: str) -> None:
    project.write(KITCHEN, "Hospital kitchen", "2026-11-21 08:00", wrong)
    run_withdraw(project.root, KITCHEN, "Consent withdrawn", NOW)
    project.save()
    for _ in range(2):  # the second time it is known as removed
        assert project.publish() == 1
        assert "has been removed" in project.page()
        assert project.live()["withdrawn"] == [KITCHEN]
        assert b"Hospital kitchen" not in project.everything


def test_a_folder_that_is_gone_is_gone(project: GitProject) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    shutil.rmtree(project.root / "content/stories" / KITCHEN)
    assert project.publish(may_shrink=True) == 1
    assert not project.page()


CONSENTED = "consent: {form: CF-0113, covers: [website, social], ends: 2026-12-01}"
CLOCK = "  - {file: b.jpg, alt: The kitchen clock, shows: nobody}"
COOK = "  - {file: a.jpg, alt: The cook of KEY who smiles, shows: staff, CONSENT}"
BOTH = f"photos:\n{COOK.replace('CONSENT', CONSENTED)}\n{CLOCK}"
ENDED = CONSENTED.replace("2026-12-01", "2026-11-22")
DROPS = {
    "its-entry": f"photos:\n{CLOCK}\n{WRONG}",
    "its-entry-and-more": f'photos:\n{CLOCK}\nnotes: "never closed',
    "its-file": BOTH,
    "its-bytes": f"{BOTH}\n{WRONG}",
    "its-consent": BOTH.replace(f", {CONSENTED}", ""),
    "consent-in-time": BOTH.replace(CONSENTED, ENDED) + "\nhospital: Nowhere",
    "consent-kept": BOTH.replace(CONSENTED, "withdrawn: {on: 2026-11-23, reason: Asked}")
    + "\nhospital: Nowhere",
}
"""The newer words of a story, none of which passes, by what of the cook's photo is gone with them."""
STAYS = "nothing"


def write_photographed(project: GitProject, key: str, more: str) -> Path:
    project.write(f"2026/{key}", f"Kitchen of {key}", "2026-11-21 08:00", more.replace("KEY", key))
    return project.root / "content/stories/2026" / key


@pytest.fixture(scope="module")
def dropped(published: Path, tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """Stories with two photos each, live as they were before newer words of them failed."""
    project = copy_into_git(published, tmp_path_factory.mktemp("dropped") / "project")
    for key in (STAYS, *DROPS):
        folder = write_photographed(project, key, BOTH)
        (folder / "a.jpg").write_bytes(picture("teal"))
        (folder / "b.jpg").write_bytes(picture("navy"))
    project.save()
    assert project.publish() == 0, project.said
    for key, more in {STAYS: f"{BOTH}\nhospital: Nowhere", **DROPS}.items():
        folder = write_photographed(project, key, more)
        assert f"The cook of {key} who smiles" in project.page(f"2026/{key}")
    (project.root / "content/stories/2026/its-file/a.jpg").unlink()
    (project.root / "content/stories/2026/its-bytes/a.jpg").write_bytes(picture("red"))
    project.save()
    assert project.publish() == 1
    return project


@pytest.mark.parametrize("key", [STAYS, *DROPS])
def test_what_the_newer_words_drop_is_gone_from_the_older_ones_and_all_else_stays(
    dropped: GitProject, key: str
) -> None:
    assert "The kitchen clock" in dropped.page(f"2026/{key}")
    assert (f"The cook of {key} who smiles".encode() in dropped.everything) == (key == STAYS)


def test_a_renamed_story_with_an_error_stays_the_same_story(project: GitProject) -> None:
    project.git("mv", f"content/stories/{KITCHEN}", "content/stories/2026/the-canteen")
    project.write("2026/the-canteen", "Broken canteen", "2026-11-21 08:00", f"id: {KITCHEN}\n{WRONG}")
    project.save()
    posts = project.posts()
    assert project.publish() == 1
    assert "Hospital kitchen" in project.page("2026/the-canteen")
    assert KITCHEN in project.live()["stories"]
    assert project.posts() == posts


def test_a_copy_of_a_live_story_is_held_up_and_not_the_story(project: GitProject) -> None:
    project.write("2026/a-copy", "A copy", more=f"id: {KITCHEN}")
    assert project.publish() == 1
    assert "Hospital kitchen" in project.page()
    assert "2026/a-copy is held up" in project.said[-1]
    assert not project.page("2026/a-copy")


def test_a_story_that_leads_to_one_that_is_left_out_is_held_up_too(project: GitProject) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    file = project.root / "content/stories/2026/the-garden/story.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nSee [it](/stories/2026/broken/).", encoding="utf-8")
    assert project.publish() == 1
    assert not project.page("2026/the-garden")
    assert "2026/the-garden is held up" in project.said[-1]


def test_a_shallow_clone_is_deepened_or_refused(project: GitProject, tmp_path: Path) -> None:
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    project.save()
    project.write(KITCHEN, "Kitchen broken", "2026-11-21 08:00", WRONG)
    project.save()
    clone = GitProject(tmp_path / "clone")
    address = project.root.as_uri()
    project.git("clone", "--quiet", "--depth=1", address, str(clone.root))
    for name in ("theme", ".public-releases"):
        shutil.copytree(project.root / name, clone.root / name, symlinks=True)
    for name in ("pelicanconf.py", "publishconf.py", "public"):
        shutil.copy(project.root / name, clone.root / name, follow_symlinks=False)
    clone.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="only the end is here") as refused:
        clone.publish()
    assert "git fetch --unshallow" in refused.value.hint
    clone.git("remote", "set-url", "origin", address)
    assert clone.publish() == 1
    assert "Hospital kitchen" in clone.page()


def test_the_settings_and_static_pages_stop_it_still(project: GitProject) -> None:
    (project.root / "content/pages/about.md").write_text("No front matter.\n", encoding="utf-8")
    with pytest.raises(ContentError):
        project.publish()


def test_building_alone_keeps_the_gate(project: GitProject) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    with pytest.raises(ContentError):
        build_site(project.root, "pelicanconf.py", NOW)


def test_a_workflow_delivers_all_the_same_and_fails_in_its_last_job(
    project: GitProject, tmp_path: Path
) -> None:
    project.write("2026/broken", "Broken story", more=WRONG)
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    output = tmp_path / "github-output"

    def run(only: str, **more: str) -> tuple[int, str]:
        said: list[str] = []
        environ = {"PATH": "/usr/bin:/bin", "HOME": str(project.root), "GITHUB_OUTPUT": str(output), **more}
        output.unlink(missing_ok=True)
        code = run_publish(project.root, NOW, environ, said.append, only=only, clock=At(NOW))
        return code, "\n".join(said)

    assert run("build")[0] == 0
    outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    held = outputs["held"]
    assert "2026/broken" in held
    assert outputs["target"] == "directory"
    assert outputs["new"] == '["2026/the-garden"]', "what is not live yet"
    assert run("deliver")[0] == 0
    assert json.loads((project.public / "announce.json").read_bytes())["build"] == outputs["build"]
    assert project.page("2026/the-garden")
    code, said = run("report", HELD=held)
    assert code == 1
    place = "file=content/stories/2026/broken/story.md,line=6,title=2026/broken is held up"
    assert said.startswith(f"::error {place}::")
    assert run("report", HELD="") == (0, "")
    project.write("2026/broken", "Broken story, mended")
    assert run("build")[0] == 0
    assert output.read_text(encoding="utf-8").startswith("held=\n")
    with pytest.raises(CommandError, match="not what a build wrote"):
        run("report", HELD="no")


def test_the_calendar_holds_up_nothing(project: GitProject) -> None:
    folder = write_photographed(project, "photographed", BOTH)
    (folder / "a.jpg").write_bytes(picture("teal"))
    (folder / "b.jpg").write_bytes(picture("navy"))
    assert project.publish() == 0
    assert b"The cook of photographed who smiles" in project.everything
    assert project.publish(NOW + timedelta(days=9)) == 0
    assert b"The cook of photographed who smiles" not in project.everything


NO_FILM = (
    "video: {url: 'https://stories.merrowdale.example/no-film.mp4', title: The garden, transcript: Birds.}"
)


def test_what_only_the_built_site_shows_holds_up_its_story_alone(project: GitProject) -> None:
    before = project.page()
    project.write(KITCHEN, "Hospital kitchen with a film", "2026-11-21 08:00", NO_FILM)
    project.write("2026/new-film", "Film of the garden", "2026-11-22 08:00", NO_FILM)
    project.write("2026/fine", "Corridor of kites", "2026-11-22 09:00")
    project.save()
    assert project.publish() == 1
    assert project.live()["stories"] == ["2026/fine", "2026/the-kitchen", "2026/ward-seven"]
    assert "with a film" not in project.page()
    assert "Hospital kitchen" in before
    said = "\n".join(project.said)
    for key in (KITCHEN, "2026/new-film"):
        assert f"{key} is held up: line 6: A link leads to" in said


def test_an_older_version_with_the_same_fault_is_passed_over(project: GitProject) -> None:
    """The one before may have been fine when it went live."""
    project.write(KITCHEN, "Hospital kitchen by night", "2026-11-21 08:00", NO_FILM)
    project.save()
    project.write(KITCHEN, "Hospital kitchen by day", "2026-11-21 08:00", NO_FILM)
    project.save()
    assert project.publish() == 1
    assert "by night" not in project.page()
    assert "by day" not in project.page()
    assert "Hospital kitchen" in project.page()


def test_a_live_story_in_another_folder_is_never_posted_again(project: GitProject) -> None:
    posts = project.posts()
    project.git("mv", f"content/stories/{KITCHEN}", "content/stories/2026/the-galley")
    file = project.root / "content/stories/2026/the-galley/story.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}And then they sang.\n", encoding="utf-8")
    project.save()
    assert project.publish() == 1
    assert "id: 2026/the-kitchen" in "\n".join(project.said)
    assert KITCHEN in project.live()["stories"]
    assert project.posts() == posts
    assert "Hospital kitchen" in project.page("2026/the-galley")
    text = file.read_text(encoding="utf-8").replace("category:", f"id: {KITCHEN}\ncategory:", 1)
    file.write_text(text, encoding="utf-8")
    assert project.publish() == 0, project.said
    assert "they sang" in project.page("2026/the-galley")
    assert project.posts() == posts
