"""What was meant as a table, a list or a conversation is told, with what to write."""

import pytest

from goodnews.checks.layout import interview_speakers, list_signs, table_dashes

from .conftest import Read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| Day | Time |\n| - |\n| Monday | 9am |", [(8, "Write “| - | - |” here.")]),
        ("Times:\nDay | Time\n--- | --- | ---\nMonday | 9am", [(9, "Write “| - | - |” here.")]),
        ("> | a | b | c |\n> |:-|-|\n", [(8, "Write “| - | - | - |” here.")]),
        (
            "Tea.\n\n| a | b |\n---\n| 1 | 2 |\n| 3 | 4 |",
            [(9, "Write “| - | - |” on a line of its own below this one.")],
        ),
        (
            "| a | b |\n| 1 | 2 |\n\nTea.\n\n| a | b |",
            [
                (7, "Write “| - | - |” on a line of its own below this one."),
                (12, "Write “| - | - |” on a line of its own below this one."),
            ],
        ),
        ("| Day | Time |\n|:-:|---|\n| Monday | 9am |", []),
        ("```\n| a | b |\n| - |\n```", []),
        ("Tea | cake\nand | buns\n\n| - | - |\n\nA || B", []),
    ],
)
def test_a_table_that_is_none_is_told_with_the_line_to_write(
    text: str, told: list[tuple[int, str]], context: Read
) -> None:
    problems = table_dashes.check(context(f"---\n{text}"))
    assert [(problem.line, problem.hint) for problem in problems] == told


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("We had:\n• tea\n• cake", 8, "Write “- tea”"),
        ("We had:\n\n·\ttea\n\n·\tcake", 9, "Write “- tea”"),
        ("> ▪ tea", 7, "Write “- tea”"),
        ("Tea.\n1.Kettle on\n2.Wait", 9, "Write “2. Wait”"),
        ("1)Kettle on\n\n2)Wait", 9, "Write “2) Wait”"),
        ("- tea\n- cake", 0, ""),
        ("1.Kettle on, and no more", 0, ""),
        ("3.30pm\n4.15pm", 0, ""),
        ("Tea • cake", 0, ""),
        ("• • •", 0, ""),
        ("`•tea`", 0, ""),
    ],
)
def test_a_list_that_is_none_is_told_once(text: str, line: int, hint: str, context: Read) -> None:
    problems = list_signs.check(context(f"---\n{text}"))
    assert [problem.line for problem in problems] == ([line] if line else [])
    assert all(problem.hint.startswith(hint) for problem in problems)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("**Q: Is there tea?**\n\nA: Always.", 8, "Write “Q: Is there tea?”"),
        ("**Q:** Is there tea?\n\nA: Always.", 8, "Write “Q: Is there tea?”"),
        ("Q: Tea?\n\nA) Always.", 10, "Write “A: Always.”"),
        ("Question: Tea?\n\nAnswer: Always.", 8, "Write “Q: Tea?”"),
        ("Q – Tea?", 8, "Write “Q: Tea?”"),
        ("Sam: Tea?\n\nJo: Always.", 8, "Begin each question with “Q:”"),
        ("Q. Tea?\n\nA. Always.\n\nA cup, or two.", 0, ""),
        ("Q: Tea?\nA: Always.", 0, ""),
    ],
)
def test_a_question_that_the_page_does_not_know_is_told(
    text: str, line: int, hint: str, context: Read
) -> None:
    problems = interview_speakers.check(context(f"interview: {{with: A porter}}\n---\n{text}"))
    assert [problem.line for problem in problems] == ([line] if line else [])
    assert all(problem.hint.startswith(hint) for problem in problems)
    assert interview_speakers.check(context(f"---\n{text}")) == []
