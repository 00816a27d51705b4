"""What was meant as a table, a list or a conversation is told, with what to write."""

import pytest

from goodnews.checks import Rule
from goodnews.checks.context import StoryContext
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


INTERVIEW = "interview: {with: A porter}\n"


@pytest.mark.parametrize(
    ("rule", "text", "line", "hint"),
    [
        (list_signs, "---\nWe had:\n• tea\n• cake", 8, "Write “- tea”"),
        (list_signs, "---\nWe had:\n\n·\ttea\n\n·\tcake", 9, "Write “- tea”"),
        (list_signs, "---\n> ▪ tea", 7, "Write “- tea”"),
        (list_signs, "---\nTea.\n1.Kettle on\n2.Wait", 9, "Write “2. Wait”"),
        (list_signs, "---\n1)Kettle on\n\n2)Wait", 9, "Write “2) Wait”"),
        (list_signs, "---\n- tea\n- cake", 0, ""),
        (list_signs, "---\n1.Kettle on, and no more", 0, ""),
        (list_signs, "---\n3.30pm\n4.15pm", 0, ""),
        (list_signs, "---\nTea • cake", 0, ""),
        (list_signs, "---\n• • •", 0, ""),
        (list_signs, "---\n`•tea`", 0, ""),
        (interview_speakers, INTERVIEW + "---\n**Q: Tea?**\n\nA: Always.", 8, "Write “Q: Tea?”"),
        (interview_speakers, INTERVIEW + "---\n**Q:** Tea?\n\nA: Always.", 8, "Write “Q: Tea?”"),
        (interview_speakers, INTERVIEW + "---\nQ: Tea?\n\nA) Always.", 10, "Write “A: Always.”"),
        (interview_speakers, INTERVIEW + "---\nQuestion: Tea?\n\nAnswer: Yes.", 8, "Write “Q: Tea?”"),
        (interview_speakers, INTERVIEW + "---\nQ – Tea?", 8, "Write “Q: Tea?”"),
        (interview_speakers, INTERVIEW + "---\nSam: Tea?\n\nJo: Yes.", 8, "Begin each question with “Q:”"),
        (interview_speakers, INTERVIEW + "---\nQ. Tea?\n\nA. Always.\n\nA cup, or two.", 0, ""),
        (interview_speakers, INTERVIEW + "---\nQ: Tea?\nA: Always.", 0, ""),
        (interview_speakers, "---\nSam: Tea?\n\n**Q: Tea?**", 0, ""),
    ],
)
def test_a_list_or_a_conversation_that_is_none_is_told_once(
    rule: Rule[StoryContext], text: str, line: int, hint: str, context: Read
) -> None:
    problems = rule.check(context(text))
    assert [problem.line for problem in problems] == ([line] if line else [])
    assert all(problem.hint.startswith(hint) for problem in problems)
