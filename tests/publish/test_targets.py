from pathlib import Path

import pytest

from goodnews.problems import CommandError, ContentError
from goodnews.publish.targets import DirectorySettings, deliver, read_target


def problems(target: object) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as error:
        read_target({"TARGET": target}, "# a comment\nTARGET = 1\n")
    assert {(problem.file, problem.line) for problem in error.value.problems} == {("publishconf.py", 2)}
    return [(problem.message, problem.hint) for problem in error.value.problems]


def test_without_a_word_the_site_goes_to_public_and_keeps_five_releases() -> None:
    found = read_target({})
    assert isinstance(found, DirectorySettings)
    assert (found.path, found.keep, found.wait_minutes) == ("public", 5, 15)


def test_a_folder_in_another_is_named_as_the_settings_name_it(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    settings = DirectorySettings(path=".practice/site", linger=0)
    assert deliver(settings, tmp_path, {}, tmp_path / "output", "build").where == ".practice/site/"


def test_github_pages_takes_the_site_from_a_workflow_and_from_nobody_else(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing was delivered"):
        deliver(read_target({"TARGET": {"kind": "pages"}}), tmp_path, {}, tmp_path, "build")


@pytest.mark.parametrize(
    ("target", "what", "fix"),
    [
        ("public", "TARGET is not in braces", "kind"),
        ({}, "no known kind", "directory, pages, branch, rsync, rclone"),
        ({"kind": "ftp"}, "no known kind", "rclone"),
        ({"kind": "rsync"}, "needs “to”", "user@host"),
        ({"kind": "directory", "pat": "x"}, "has no “pat”", "Did you mean “path”?"),
        ({"kind": "directory", "keep": 0}, "“keep” can't be 0", "releases"),
        ({"kind": "rsync", "to": "host:/x", "port": "ssh"}, "“port” can't be 'ssh'", "SSH port"),
        ({"kind": "rsync", "to": "-oProxyCommand=evil host:/x"}, "“to” can't be", "user@host"),
        ({"kind": "branch", "remote": "--upload-pack=evil"}, "“remote” can't be", "remote"),
        ({"kind": "branch", "branch": "-D"}, "“branch” can't be", "branch"),
    ],
)
def test_a_mistake_is_said_in_plain_words(target: object, what: str, fix: str) -> None:
    ((said, advice),) = problems(target)
    assert what in said
    assert fix in advice
