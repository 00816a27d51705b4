"""A story with an error is held up alone: what readers get meanwhile, and how a workflow is told."""

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from goodnews.commands.build import build_site
from goodnews.commands.publish import run_part
from goodnews.commands.withdraw import run_withdraw
from goodnews.problems import CommandError, ContentError
from tests.commands.project import NOW, Project
from tests.photos.specimens import corners, encoded
from tests.shared import git

WRONG = "colour: red"
NOT_CLOSED = 'notes: "never closed'
KITCHEN = "2026/the-kitchen"
NO_FILM = (
    "video: {url: 'https://stories.merrowdale.example/no-film.mp4', title: The garden, transcript: Birds.}"
)
CONSENTED = "consent: {form: CF-0113, covers: [website, social], ends: 2026-12-01}"
CLOCK = "  - {file: b.jpg, alt: The kitchen clock, shows: nobody}"
COOK = "  - {file: a.jpg, alt: The cook of KEY who smiles, shows: staff, CONSENT}"
BOTH = f"photos:\n{COOK.replace('CONSENT', CONSENTED)}\n{CLOCK}"
ENDED = CONSENTED.replace("2026-12-01", "2026-11-22")
PHOTO_WITHDRAWN = BOTH.replace(CONSENTED, "withdrawn: {on: 2026-11-23, reason: Asked}")
DROPS = {
    "its-entry": f"photos:\n{CLOCK}\n{WRONG}",
    "its-entry-and-more": f"photos:\n{CLOCK}\n{NOT_CLOSED}",
    "its-file": BOTH,
    "its-bytes": f"{BOTH}\n{WRONG}",
    "its-consent": BOTH.replace(f", {CONSENTED}", ""),
    "consent-in-time": BOTH.replace(CONSENTED, ENDED) + "\nhospital: Nowhere",
    "consent-kept": f"{PHOTO_WITHDRAWN}\nhospital: Nowhere",
}
"""The newer words of a story, none of which passes, by what of the cook's photo is gone with them."""
WITHDRAWN = {
    "withdrawn": "",
    "withdrawn-broken": WRONG,
    "withdrawn-clashing": "aliases: [stories/2026/mended/]",
    "withdrawn-unread": NOT_CLOSED,
}
"""What else is wrong with a story that is withdrawn."""
STAYS = "nothing"
PAGES = ("accessibility", "about", "privacy", "share-your-story", "subscribe")
POSTED = ("mended", "renamed", "moved")
UNPOSTED = (
    "branched",
    *WITHDRAWN,
    "gone",
    "copied",
    "film",
    "films",
)


class GitProject(Project):
    """A project in git, as everybody's is."""

    def git(self, *words: str) -> None:
        git(self.root, *words)

    def save(self) -> None:
        self.git("add", "content")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change")

    def rewrite(self, slug: str, words: str = "", more: str = "", announce: str = "no") -> Path:
        """Write the story of a kitchen in newer words, and commit it."""
        more = f"{more}\nannounce: {announce}".lstrip().replace("KEY", slug)
        self.write(f"2026/{slug}", f"Kitchen of {slug} {words}".strip(), "2026-11-21 08:00", more)
        self.save()
        return self.root / "content/stories/2026" / slug

    def add(self, slug: str, words: str) -> None:
        with (self.root / f"content/stories/2026/{slug}/story.md").open("a", encoding="utf-8") as story:
            story.write(f"\n{words}\n")

    def move(self, slug: str, new: str) -> None:
        self.git("mv", f"content/stories/2026/{slug}", f"content/stories/2026/{new}")

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
        return b"".join(self.read("public").values())


def small(width: int, height: int) -> bytes:
    return encoded(corners(width, height), "JPEG")


@pytest.fixture
def project(published: Path, tmp_path: Path) -> GitProject:
    return copy_into_git(published, tmp_path / "project")


def copy_into_git(published: Path, root: Path) -> GitProject:
    shutil.copytree(published, root, symlinks=True)
    project = GitProject(root)
    project.git("init", "--quiet", "--initial-branch=main")
    project.save()
    return project


@pytest.fixture(scope="module")
def troubled(published: Path, tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """A live site that was published twice since its stories have trouble, each of a kind of its own."""
    project = copy_into_git(published, tmp_path_factory.mktemp("troubled") / "project")
    for slug in (*POSTED, *UNPOSTED):
        project.rewrite(slug, announce="yes" if slug in POSTED else "no")
    for slug in (STAYS, *DROPS):
        folder = project.rewrite(slug, more=BOTH)
        (folder / "a.jpg").write_bytes(small(640, 480))
        (folder / "b.jpg").write_bytes(small(640, 400))
    assert project.publish() == 0, project.said
    assert [
        slug for slug in DROPS if f"The cook of {slug} who smiles".encode() not in project.everything
    ] == []
    posts = project.posts()

    for slug, more in {STAYS: f"{BOTH}\nhospital: Nowhere", **DROPS}.items():
        folder = project.rewrite(slug, more=more)
        (folder / "a.jpg").unlink() if slug == "its-file" else None
        (folder / "a.jpg").write_bytes(small(640, 440)) if slug == "its-bytes" else None
    project.rewrite("mended", "by day", announce="yes")
    for words in ("broken", "broken twice"):
        project.rewrite("mended", words, WRONG, "yes")
    project.git("checkout", "--quiet", "-b", "theirs")
    project.rewrite("branched", "on a branch")
    project.rewrite("branched", "broken", WRONG)
    project.git("checkout", "--quiet", "main")
    project.git("merge", "--quiet", "--no-ff", "-m", "Merge", "theirs")
    for slug, more in WITHDRAWN.items():
        project.rewrite(slug, more=more)
        run_withdraw(project.root, f"2026/{slug}", "Consent withdrawn", NOW)
    shutil.rmtree(project.root / "content/stories/2026/gone")
    project.write("2026/a-copy", "A copy", more="id: 2026/copied")
    project.rewrite("film", "with a film", NO_FILM)
    for words in ("by night", "by day"):
        project.rewrite("films", words, NO_FILM)
    project.write("2026/new-film", "Film of the garden", "2026-11-22 08:00", NO_FILM)
    project.move("renamed", "the-canteen")
    project.write("2026/the-canteen", "Broken canteen", "2026-11-21 08:00", f"id: 2026/renamed\n{WRONG}")
    project.move("moved", "the-galley")
    project.add("the-galley", "And then they sang.")
    project.write("2026/broken", "Broken story", more=WRONG)
    project.write("2026/the-garden", "Rooftop garden", "2026-11-23 08:00")
    project.write("2026/leading", "Corridor of kites", "2026-11-22 09:00", "announce: no")
    project.add("leading", "See [it](/stories/2026/broken/).")
    project.save()
    assert project.publish() == 1
    live = project.live()
    assert project.publish() == 1
    assert project.live() == live
    assert project.posts() == posts + 1, "the garden's, and no other"
    return project


def test_a_new_story_with_an_error_is_left_out_and_named_and_all_else_goes_out(troubled: GitProject) -> None:
    assert troubled.page("2026/the-garden")
    assert b"Broken story" not in troubled.everything
    assert re.search(
        r"2026/broken is held up: line 6.*It is not live yet, and was left out\.", troubled.said[-1]
    )


def test_a_live_story_stands_as_it_stood_last_when_it_passed(troubled: GitProject) -> None:
    assert "Kitchen of mended by day" in troubled.page("2026/mended")
    assert "2026/mended" in troubled.live()["stories"]
    assert b"Kitchen of mended broken" not in troubled.everything
    assert "are still live. To take them off as well: ./inv withdraw 2026/mended" in troubled.said[-1]


def test_the_history_is_that_of_main_and_not_of_a_branch_that_was_merged(troubled: GitProject) -> None:
    assert "on a branch" not in troubled.page("2026/branched")
    assert "Kitchen of branched" in troubled.page("2026/branched")


@pytest.mark.parametrize("slug", WITHDRAWN)
def test_a_withdrawal_goes_out_whatever_else_is_wrong(troubled: GitProject, slug: str) -> None:
    assert "has been removed" in troubled.page(f"2026/{slug}")
    assert f"2026/{slug}" in troubled.live()["withdrawn"]
    assert f"Kitchen of {slug}".encode() not in troubled.everything


def test_a_folder_that_is_gone_is_gone(troubled: GitProject) -> None:
    assert not troubled.page("2026/gone")


@pytest.mark.parametrize("key", [STAYS, *DROPS])
def test_what_the_newer_words_drop_is_gone_from_the_older_ones_and_all_else_stays(
    troubled: GitProject, key: str
) -> None:
    assert "The kitchen clock" in troubled.page(f"2026/{key}")
    assert (f"The cook of {key} who smiles".encode() in troubled.everything) == (key == STAYS)


def test_a_renamed_story_with_an_error_stays_the_same_story(troubled: GitProject) -> None:
    assert "Kitchen of renamed" in troubled.page("2026/the-canteen")
    assert "2026/renamed" in troubled.live()["stories"]


def test_a_live_story_in_another_folder_is_never_another_story(troubled: GitProject) -> None:
    assert "id: 2026/moved" in troubled.said[-1]
    assert "2026/moved" in troubled.live()["stories"]
    assert "Kitchen of moved" in troubled.page("2026/the-galley")


def test_a_copy_of_a_live_story_is_held_up_and_not_the_story(troubled: GitProject) -> None:
    assert "Kitchen of copied" in troubled.page("2026/copied")
    assert "2026/a-copy is held up" in troubled.said[-1]
    assert not troubled.page("2026/a-copy")


def test_a_story_that_leads_to_one_that_is_left_out_is_held_up_too(troubled: GitProject) -> None:
    assert not troubled.page("2026/leading")
    assert "2026/leading is held up" in troubled.said[-1]


def test_what_only_the_built_site_shows_holds_up_its_story_and_older_ones_with_the_same_fault(
    troubled: GitProject,
) -> None:
    assert not troubled.page("2026/new-film")
    for slug in ("film", "films"):
        assert f">Kitchen of {slug}<" in troubled.page(f"2026/{slug}")
    for slug in ("film", "films", "new-film"):
        assert f"2026/{slug} is held up: line 6: A link leads to" in "\n".join(troubled.said)


def test_what_is_mended_goes_out_as_the_same_story(project: GitProject) -> None:
    posts = project.posts()
    project.git("mv", f"content/stories/{KITCHEN}", "content/stories/2026/the-galley")
    project.write("2026/ward-seven", "Seventh ward", more=WRONG)
    project.save()
    assert project.publish() == 1
    project.write("2026/the-galley", "Galley of songs", "2026-11-21 08:00", f"id: {KITCHEN}")
    project.write("2026/ward-seven", "Seventh ward whole again")
    assert project.publish() == 0, project.said
    assert "Galley of songs" in project.page("2026/the-galley")
    assert "whole again" in project.page("2026/ward-seven")
    assert project.posts() == posts


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


def test_a_page_with_an_error_stands_as_it_stood_last_and_a_withdrawal_goes_out(project: GitProject) -> None:
    content = project.root / "content"
    ward = content / "teams" / "ward-7.md"
    ward.parent.mkdir()
    ward.write_text("---\nsummary: Ours.\n---\nWe are the ward with the kettle.\n", encoding="utf-8")
    project.write("2026/ward-seven", "Seventh ward", more="team: Ward 7")
    project.save()
    assert project.publish() == 0, project.said
    sound = {name: (project.public / name / "index.html").read_bytes() for name in PAGES}

    statement, about = content / "pages/accessibility.md", content / "pages/about.md"
    statement.write_text(statement.read_text(encoding="utf-8").replace("## ", "### x"), encoding="utf-8")
    about.write_bytes(b"\xff\xfe")
    (content / "pages/share-your-story.md").unlink()
    (content / "pages/share-your-story.md").symlink_to("privacy.md")
    for file, words in {
        content / "pages/privacy.md": "Her NHS number is 999 000 0018.",
        content / "pages/subscribe.md": "See [this](/nowhere-at-all/).",
        ward: "Ring Sam on 07700 900123.",
    }.items():
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    (content / "pages/prizes.md").write_text("No front matter.\n", encoding="utf-8")
    project.save()
    run_withdraw(project.root, KITCHEN, "Consent withdrawn", NOW)
    assert project.publish() == 1

    assert "has been removed" in project.page()
    assert {name: (project.public / name / "index.html").read_bytes() for name in PAGES} == sound
    for page in PAGES:
        assert f"content/pages/{page}.md is held up: line " in project.said[-1]
    assert b"the ward with the kettle" in (project.public / "teams/ward-7/index.html").read_bytes()
    assert b"07700 900123" not in project.everything
    assert "content/teams/ward-7.md is held up: line 6: " in project.said[-1]
    assert not (project.public / "prizes").exists()
    assert re.search(r"pages/prizes\.md is held up: .* It was left out: git has no", project.said[-1])


def test_the_settings_stop_it_still_whatever_lies_among_the_stories(project: GitProject) -> None:
    with (project.root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("TRUST_CONFIDENTIAL_EMAIL = TRUST_EMAIL\n")
    (project.root / "content/stories/pelicanconf.py").touch()
    with pytest.raises(ContentError) as refused:
        project.publish()
    assert "site-confidential" in {problem.code for problem in refused.value.problems}


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

    def run(part: str, **more: str) -> tuple[int, str]:
        said: list[str] = []
        environ = {"PATH": "/usr/bin:/bin", "HOME": str(project.root), "GITHUB_OUTPUT": str(output), **more}
        output.unlink(missing_ok=True)
        code = run_part(part, project.root, NOW, environ, said.append)
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
    folder = project.rewrite("photographed", more=BOTH)
    (folder / "a.jpg").write_bytes(small(640, 480))
    (folder / "b.jpg").write_bytes(small(640, 400))
    assert project.publish() == 0
    assert b"The cook of photographed who smiles" in project.everything
    assert project.publish(NOW + timedelta(days=9)) == 0
    assert b"The cook of photographed who smiles" not in project.everything
