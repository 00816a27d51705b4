"""Getting a newer version of the program, from a real repository, into copies as Trusts have them."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodnews.commands.__main__ import program_version
from goodnews.commands.update import THE_TRUSTS, Tree, plan_update, run_update
from goodnews.git import Git
from goodnews.problems import CommandError
from tests.programs import leave_out
from tests.shared import git

ROOT = Path(__file__).resolve().parents[2]

FIRST = {
    "tasks.py": "tasks 1\n",
    "goodnews/build.py": "build 1\n",
    "goodnews/old.py": "old\n",
    "docs/a page.md": "docs 1\n",
    "theme/base.html": "base 1\n",
    "theme/site.css": "css 1\n",
    "content/pages/about.md": "about 1\n",
    "pelicanconf.py": "SITENAME = 'Sample'\n",
}
SECOND = {
    "tasks.py": "tasks 2\n",
    "goodnews/old.py": None,
    "goodnews/new “é”.py": "new\n",
    "docs/a page.md": "docs 2\n",
    "theme/base.html": "base 2\n",
    "theme/site.css": "css 2\n",
    "content/pages/about.md": "about 2\n",
    "pelicanconf.py": "SITENAME = 'Sample 2'\n",
}


@dataclass
class Repository:
    root: Path
    said: list[str] = field(default_factory=list)

    def git(self, *words: str) -> str:
        return git(self.root, *words)

    def save(self, files: dict[str, str | None], message: str = "A change") -> None:
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True) if text is None else file.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def update(self, *keep: str, version: str = "", dry_run: bool = False) -> None:
        self.said.clear()
        run_update(self.root, "program", version, keep, self.said.append, dry_run=dry_run)


def make(root: Path) -> Repository:
    root.mkdir()
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("config", "user.name", "The Trust")
    made.git("config", "user.email", "web@merrowdale.example")
    return made


@pytest.fixture
def program(tmp_path: Path) -> Repository:
    program = make(tmp_path / "program")
    program.save({"tasks.py": "tasks 0\n", "README.md": "begun\n"})
    program.save({**FIRST, "README.md": None})
    return program


@pytest.fixture(params=["a clone", "made from the template"])
def copy(request: pytest.FixtureRequest, program: Repository, tmp_path: Path) -> Repository:
    copy = make(tmp_path / "copy")
    if request.param == "a clone":
        copy.git("pull", "--quiet", str(program.root), "main")
    else:
        copy.save(dict(FIRST))
    copy.git("remote", "add", "program", str(program.root))
    copy.save(
        {
            "pelicanconf.py": "SITENAME = 'Ours'\n",
            "content/pages/about.md": "about us\n",
            "content/stories/2026/a/story.md": "ours\n",
            "theme/site.css": "our css\n",
            "theme/static/logo.svg": "<svg/>\n",
        }
    )
    return copy


def test_the_program_becomes_newer_and_what_is_the_trusts_stays(
    copy: Repository, program: Repository
) -> None:
    program.save(SECOND)
    program.git("tag", "v1.1")
    program.save({"tasks.py": "not released yet\n"})
    copy.update()
    assert copy.read("tasks.py") == "tasks 2\n"
    assert copy.read("docs/a page.md") == "docs 2\n"
    assert copy.read("goodnews/new “é”.py") == "new\n"
    assert copy.read("theme/base.html") == "base 2\n"
    assert not (copy.root / "goodnews/old.py").exists()
    assert copy.read("theme/site.css") == "our css\n"
    assert copy.read("theme/static/logo.svg") == "<svg/>\n"
    assert copy.read("content/pages/about.md") == "about us\n"
    assert copy.read("pelicanconf.py") == "SITENAME = 'Ours'\n"
    assert copy.read("content/stories/2026/a/story.md") == "ours\n"
    assert copy.git("status", "--porcelain") == ""
    assert copy.git("log", "-1", "--format=%s by %an") == "Update the program to v1.1 by The Trust"
    assert "theme/site.css stays as you changed it." in copy.said[0]
    copy.update()
    assert copy.said[-1] == "Everything of v1.1 is here already."


def test_what_setup_wrote_into_contributing_and_what_the_program_did_are_both_kept(
    copy: Repository, program: Repository
) -> None:
    words = "Send it.\n\n\n\nhospital: {}\n\n\n\nTests: {}\n"
    for repository, hospital in ((program, "Merrowdale"), (copy, "The Elms")):
        repository.save({"CONTRIBUTING.md": words.format(hospital, 1), "docs/b.md": "b\n"})
    program.save({"CONTRIBUTING.md": words.format("Merrowdale", 2), "tasks.py": "tasks 2\n"})
    copy.update()
    assert copy.read("CONTRIBUTING.md") == words.format("The Elms", 2)
    program.save({"CONTRIBUTING.md": words.format("Somewhere", 2), "tasks.py": "tasks 3\n"})
    with pytest.raises(CommandError, match=r"the same was changed: CONTRIBUTING\.md"):
        copy.update()
    assert copy.read("tasks.py") == "tasks 2\n"


def test_it_can_be_taken_back_and_done_again(copy: Repository, program: Repository) -> None:
    program.save(SECOND)
    before = copy.git("rev-parse", "HEAD^{tree}")
    copy.update()
    after = copy.git("rev-parse", "HEAD^{tree}")
    assert copy.said[-1].endswith(copy.git("rev-parse", "HEAD")[:12])
    copy.git("revert", "--no-edit", "HEAD")
    assert copy.git("rev-parse", "HEAD^{tree}") == before
    copy.update()
    assert copy.git("rev-parse", "HEAD^{tree}") == after


def test_where_both_changed_a_file_nothing_is_changed_unless_one_keeps_it(
    copy: Repository, program: Repository
) -> None:
    program.save(SECOND)
    copy.save({"docs/a page.md": "our docs\n"})
    before = copy.git("rev-parse", "HEAD")
    with pytest.raises(CommandError, match=r"the same was changed: docs/a page\.md\.") as refused:
        copy.update()
    assert "--keep docs/a page.md" in refused.value.hint
    assert copy.git("rev-parse", "HEAD") == before
    copy.update("docs/a page.md")
    assert copy.read("docs/a page.md") == "our docs\n"
    assert copy.read("tasks.py") == "tasks 2\n"


def test_what_is_not_committed_yet_is_never_written_over(copy: Repository, program: Repository) -> None:
    program.save(SECOND)
    (copy.root / "tasks.py").write_text("half done\n", encoding="utf-8")
    with pytest.raises(CommandError, match="git failed"):
        copy.update()
    assert copy.read("tasks.py") == "half done\n"


def test_a_dry_run_only_says_what_it_would_do(copy: Repository, program: Repository) -> None:
    program.save(SECOND)
    before = copy.git("rev-parse", "HEAD")
    copy.update(dry_run=True)
    assert "tasks.py" in copy.said[-1]
    assert copy.git("rev-parse", "HEAD") == before


def test_a_version_can_be_named_and_one_that_is_not_there_is_said(
    copy: Repository, program: Repository
) -> None:
    program.save(SECOND)
    program.git("tag", "1.1")
    program.save({"tasks.py": "tasks 3\n"})
    program.git("tag", "1.2")
    copy.update(version="1.1")
    assert copy.read("tasks.py") == "tasks 2\n"
    with pytest.raises(CommandError, match="no version 9") as refused:
        copy.update(version="9")
    assert refused.value.hint == "There is: 1.2, 1.1."


def test_another_project_is_not_taken_for_the_program(tmp_path: Path, program: Repository) -> None:
    other = make(tmp_path / "other")
    other.save({"main.c": "int main() {}\n", "Makefile": "all:\n"})
    with pytest.raises(CommandError, match="no git remote"):
        other.update()
    other.git("remote", "add", "program", str(program.root))
    with pytest.raises(CommandError, match="This is no copy of program"):
        other.update()


def test_what_a_version_only_adds_arrives_and_what_both_changed_is_said(
    copy: Repository, program: Repository
) -> None:
    program.save({"goodnews/new.py": "new\n"})
    program.save({"theme/site.css": "css 2\n"})
    copy.update()
    assert copy.read("goodnews/new.py") == "new\n"
    assert copy.said[0].startswith("theme/site.css stays as you changed it.")


def test_a_copy_of_a_commit_that_was_merged_later_is_known(program: Repository, tmp_path: Path) -> None:
    program.git("checkout", "--quiet", "-b", "side")
    program.save({"goodnews/build.py": "build 2\n", "tasks.py": "tasks 2\n"})
    copy = make(tmp_path / "copy")
    copy.save({**FIRST, "goodnews/build.py": "build 2\n", "tasks.py": "tasks 2\n"})
    copy.git("remote", "add", "program", str(program.root))
    program.save({"goodnews/build.py": "build 3\n", "tasks.py": "tasks 3\n"})
    program.git("checkout", "--quiet", "main")
    program.save({"docs/a page.md": "docs 2\n"})
    program.git("merge", "--quiet", "--no-edit", "side")
    copy.update()
    assert copy.read("tasks.py") == "tasks 3\n"
    assert copy.read("docs/a page.md") == "docs 2\n"


@pytest.mark.nightly
@pytest.mark.parametrize("shares_history", [True, False])
@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_copy_of_this_program_as_it_once_was_becomes_what_it_is_today(
    quarter: int, shares_history: bool, tmp_path: Path
) -> None:
    commits = git(ROOT, "rev-list", "--first-parent", "HEAD").split()
    if len(commits) < 4:
        leave_out("this program's history", "git fetch --unshallow")
    git(tmp_path, "clone", "--quiet", "--bare", "--shared", "--no-tags", str(ROOT), "program")
    copy = make(tmp_path / "copy")
    copy.git("remote", "add", "program", str(tmp_path / "program"))
    objects = git(ROOT, "rev-parse", "--path-format=absolute", "--git-path", "objects")
    (copy.root / ".git/objects/info/alternates").write_text(f"{objects}\n", encoding="utf-8")
    once = commits[len(commits) * quarter // 4]
    copy.git(*(("reset", "--hard") if shares_history else ("read-tree", "--reset", "-u")), once)
    page = min((copy.root / "theme/templates").iterdir()).relative_to(copy.root).as_posix()
    changed = {path: f"{copy.read(path)}\n" for path in (page, "pelicanconf.py")}
    own = {**changed, "theme/static/logo.svg": "<svg/>\n", "content/stories/2026/a/story.md": "ours\n"}
    copy.save(dict(own))
    before = copy.git("rev-parse", "HEAD^{tree}")

    def program_in(tree: Tree) -> Tree:
        return {
            path: entry for path, entry in tree.items() if not path.startswith(THE_TRUSTS) and path not in own
        }

    copy.update()
    trees = Git(copy.root)
    assert program_in(trees.tree("HEAD")) == program_in(trees.tree("refs/program/HEAD"))
    assert {path: copy.read(path) for path in own} == own
    copy.git("revert", "--no-edit", "HEAD")
    assert copy.git("rev-parse", "HEAD^{tree}") == before


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "change", "clash"),
    [
        ("1", "1", "2", "2", False),
        ("1", "1", None, None, False),
        (None, None, "1", "1", False),
        ("1", "2", "1", "nothing", False),
        ("1", "2", "2", "nothing", False),
        ("1", None, "1", "nothing", False),
        ("1", "2", "3", "nothing", True),
        ("1", "2", None, "nothing", True),
        ("1", None, "2", "nothing", True),
        (None, "1", "2", "nothing", True),
    ],
)
def test_each_file_is_taken_from_whoever_changed_it(
    base: str | None, ours: str | None, theirs: str | None, change: str | None, clash: bool
) -> None:
    def tree(entry: str | None) -> dict[str, str]:
        return {"a.py": entry} if entry else {}

    plan = plan_update(tree(base), tree(ours), tree(theirs))
    assert plan.changes.get("a.py", "nothing") == change
    assert bool(plan.clashes) is clash


def test_the_version_is_the_one_of_the_project() -> None:
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    assert program_version() == tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["version"]
