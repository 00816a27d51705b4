"""What `./inv` hands over to: Invoke, with manners of our own."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invoke.parser.context import ParserContext
from invoke.parser.parser import Parser

from goodnews.commands.__main__ import list_tasks, read_purposes, set_up_streams
from goodnews.commands.program import TaskProgram, as_options, explain
from tests.docs.test_docs import ROOT, contexts, tasks

TASKS = '''
from invoke.tasks import task
import helper

@task(positional=["title"], iterable=["photo"], help={"title": "What it is called."})
def new(c, title, photo, kind="story", times=1):
    """Starts a story."""
    print("made", title, kind)

@task
def much(c):
    """Says a lot."""
    print("a line of words\\n" * 100_000)

@task
def check(c):
    """Looks."""
    from invoke.exceptions import Exit
    raise Exit("Something needs attention.", 1)

@task
def publish(c):
    """Meets trouble."""
    from goodnews.problems import CommandError
    raise CommandError("The remote is away.", "Try again.")

@task(positional=["number"])
def build(c, number):
    """Meets what no task foresaw."""
    raise OSError(int(number), "what the system says", "content/stories/a/story.md")
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tasks.py").write_text(TASKS, encoding="utf-8")
    (tmp_path / "helper.py").write_text("", encoding="utf-8")
    return tmp_path


def run(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    here = Path(__file__).resolve().parents[2]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-m", "goodnews.commands", *words],
        cwd=project,
        env=kept | {"PYTHONPATH": str(here)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_task_runs_and_gives_its_own_exit_code(project: Path) -> None:
    assert run(project, "new", "A night").stdout == "made A night story\n"
    checked = run(project, "check")
    assert (checked.returncode, checked.stderr) == (1, "Something needs attention.\n")
    troubled = run(project, "publish")
    assert (troubled.returncode, troubled.stderr) == (1, "The remote is away.\nTry again.\n")


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.EACCES, "See that you may read and write there"),
        (errno.ENOSPC, "Make room on that disk"),
        (errno.ENOENT, "Put back what is missing there"),
    ],
)
def test_what_the_disk_refuses_is_said_in_words_whatever_the_task(
    project: Path, number: int, hint: str
) -> None:
    ran = run(project, "build", str(number))
    message, remedy = ran.stderr.splitlines()
    what = "what the system says (content/stories/a/story.md)"
    assert (ran.returncode, message) == (1, f"Not all of it was done: {what}.")
    assert remedy.startswith(hint)


def test_a_mistake_of_ours_keeps_its_traceback(project: Path) -> None:
    assert "Traceback" in run(project, "build", str(errno.EBADF)).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "There is no task “chek”. Did you mean check?"),
        (["publish-everything"], "There is no task “publish-everything”. ./inv lists them all."),
        ([""], "There is no task “”. ./inv lists them all."),
        (["much", "2026/a-night"], "./inv much takes no “2026/a-night”. ./inv much --help says more."),
        (["much", "it's"], "./inv much takes no “it's”."),
        (["much", "chek"], "There is no task “chek”. Did you mean check?"),
        (["new", "A", "night"], "./inv new takes no “night”. Put words that belong together in quotes."),
        (["new"], "./inv new needs its title. ./inv new --help says more."),
        (["new", "A night", "--colour", "red"], "./inv new has no option “--colour”. ./inv new --help"),
        (["new", "A night", "--kidn", "live"], "./inv new has no option “--kidn”. Did you mean --kind?"),
        (["--colour"], "There is no option “--colour” here. Put the task first; ./inv TASK --help"),
        (["new", "A night", "--kind"], "--kind needs something after it. ./inv new --help says more."),
        (["new", "A night", "--times", "abc"], "“abc” is not a whole number. ./inv TASK --help says more."),
    ],
)
def test_what_is_typed_wrongly_ends_with_two_and_one_line(project: Path, words: list[str], said: str) -> None:
    ran = run(project, *words)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("check 2026/a 2026/b", "check --story 2026/a --story 2026/b"),
        ("check --format json 2026/a", "check --format json --story 2026/a"),
        ("check --format=json 2026/a", "check --format=json --story 2026/a"),
        ("check -i main 2026/a", "check -i main --story 2026/a"),
        ("check --story 2026/a 2026/b", "check --story 2026/a --story 2026/b"),
        ("look 2026/a", "look --story 2026/a"),
        ("tidy 2026/a --staged", "tidy --story 2026/a --staged"),
        ("take-in a.eml b.msg", "take-in --mail a.eml --mail b.msg"),
        ("take-in --mailbox", "take-in --mailbox"),
        ("purge 2026/a", "purge --story 2026/a"),
        ("purge 2026/a desk.jpg", "purge --story 2026/a --photo desk.jpg"),
        ("purge --story 2026/a desk.jpg", "purge --story 2026/a --photo desk.jpg"),
        ("announce --release 2026/a x", "announce --release 2026/a --network x"),
        ("new check --kind live", "new --title check --kind live"),
        ("bench edit --runs 2", "bench --name edit --runs 2"),
        ("clean check 2026/a", "clean check --story 2026/a"),
        ("clean build --explain", "clean build --explain"),
        ("update CHANGELOG.md", "update CHANGELOG.md"),
        ("chek 2026/a", "chek 2026/a"),
    ],
)
def test_what_stands_behind_a_task_needs_no_option(typed: str, understood: str) -> None:
    assert [*as_options(typed.split(), Parser(contexts()).contexts)] == understood.split()


@pytest.mark.parametrize("typed", ["new --help", "--help new"])
def test_help_may_stand_anywhere(typed: str) -> None:
    program = TaskProgram(name="inv", binary="./inv", version="1.0")
    program.normalize_argv(["inv", *typed.split()])
    assert program.argv[1:] == ["--help", "new"]


def test_asking_for_help_is_never_the_title_of_a_story(project: Path) -> None:
    ran = run(project, "new", "A night", "--help")
    assert ran.returncode == 0
    assert "What it is called." in ran.stdout
    assert "made" not in ran.stdout


def test_help_says_what_to_type_and_what_for(project: Path) -> None:
    assert run(project, "new", "--help").stdout.startswith(
        "./inv new TITLE [options]\n\nStarts a story.\n\n  -"
    )
    assert "  -p, --photo=STRING\n" in run(project, "new", "--help").stdout
    assert run(project, "much", "--help").stdout == "./inv much\n\nSays a lot.\n\n"
    assert run(project, "chek", "--help").stderr.startswith("There is no task “chek”. Did you mean check?")


@pytest.mark.parametrize("words", [["--list"], ["-l"], ["--help"], ["-h"]])
def test_the_list_of_tasks_is_said_without_loading_any(project: Path, words: list[str]) -> None:
    (project / "helper.py").write_text("raise SystemExit", encoding="utf-8")
    listed = run(project, *words).stdout
    assert listed.startswith("Write\n\n  new    Starts a story.\n  check  Looks.\n\nPublish")
    assert listed.endswith("\n\n./inv TASK --help says what a task takes.\n")


def test_compiled_modules_are_kept_for_the_next_start(project: Path) -> None:
    run(project, "new", "A night", PYTHONDONTWRITEBYTECODE="1")
    assert not (project / "__pycache__").exists()
    run(project, "new", "A night")
    assert list((project / "__pycache__").glob("helper.*.pyc"))


def test_a_reader_who_has_seen_enough_is_no_reason_for_a_traceback(project: Path) -> None:
    here = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "goodnews.commands", "much"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(here)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as talking:
        assert talking.stdout is not None
        assert talking.stderr is not None
        assert talking.stdout.readline() == "a line of words\n"
        talking.stdout.close()
        assert talking.stderr.read() == ""
        assert talking.wait(60) == 1


class Window(io.TextIOWrapper):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "encoding"),
    [(Window, {}, "cp1252"), (io.TextIOWrapper, {}, "utf-8")],
    ids=["a terminal shows what it can", "a file is UTF-8"],
)
def test_no_letter_stops_a_task_where_the_system_is_not_in_utf_8(
    stream: type[io.TextIOWrapper], environ: dict[str, str], encoding: str
) -> None:
    data = io.BytesIO()
    out = stream(data, encoding="cp1252")
    set_up_streams((out, None), environ)
    print("● “Tŷ”", file=out, flush=True)
    assert data.getvalue().decode(encoding) == "● “Tŷ”\n".encode(encoding, "replace").decode(encoding)


def test_somebody_who_chose_an_encoding_gets_it() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    set_up_streams((out,), {"PYTHONIOENCODING": "cp1252"})
    assert (out.encoding, out.errors) == ("cp1252", "strict")


@pytest.mark.parametrize("environ", [{}, {"PYTHONIOENCODING": "utf-8"}])
def test_a_pipe_gets_each_line_as_it_is_said(environ: dict[str, str]) -> None:
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding="utf-8")
    set_up_streams((out,), environ)
    print("Open http://127.0.0.1:8000/ in your browser.", file=out)
    assert data.getvalue()


def test_a_system_that_has_ascii_alone_gets_its_words_too(project: Path) -> None:
    ran = run(project, "chek", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "There is no task “chek”. Did you mean check?" in ran.stderr


def test_a_complaint_nobody_foresaw_is_passed_on() -> None:
    assert explain("Ambiguous.", ParserContext(), []) == "Ambiguous. ./inv TASK --help says more."


OWN_TASKS = """
from invoke.tasks import task

@task(help={"days": "How many."})
def take_in(_):
    '''Take stories in that came by mail.

    More words.
    '''

@task
def paint(_):
    '''Paint the wall.'''

def helper():
    '''No task.'''
"""


def test_it_says_of_each_task_what_the_task_says() -> None:
    source = (ROOT / "tasks.py").read_text(encoding="utf-8")
    said = {name: (task.__doc__ or "").partition("\n")[0] for name, task in tasks().items()}
    assert read_purposes(source) == said


def test_a_task_of_your_own_stands_at_the_end() -> None:
    assert list_tasks(OWN_TASKS, 79) == (
        "Run the site\n\n  take-in  Take stories in that came by mail.\n\nOthers\n\n  paint  Paint the wall."
    )


@pytest.mark.parametrize("width", [30, 60, 200])
def test_no_line_is_longer_than_the_window(width: int) -> None:
    lines = list_tasks((ROOT / "tasks.py").read_text(encoding="utf-8"), width).splitlines()
    assert max(map(len, lines)) <= width
