"""`./inv --list`: every task once, by who needs it."""

from pathlib import Path

import pytest

from goodnews.commands.__main__ import list_tasks, read_purposes
from tests.docs.test_docs import tasks

ROOT = Path(__file__).parents[2]
TASKS = """
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
    assert list_tasks(TASKS, 79) == (
        "Run the site\n\n  take-in  Take stories in that came by mail.\n\nOthers\n\n  paint  Paint the wall."
    )


@pytest.mark.parametrize("width", [30, 60, 200])
def test_no_line_is_longer_than_the_window(width: int) -> None:
    lines = list_tasks((ROOT / "tasks.py").read_text(encoding="utf-8"), width).splitlines()
    assert max(map(len, lines)) <= width
