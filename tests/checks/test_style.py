"""Titles and summaries: how they begin and end is seen whatever letters they are in."""

from dataclasses import replace

import pytest

from goodnews.checks.style import field_capital, link_words, summary_sentence, table_dashes, title_shouts

from .conftest import Read


def test_a_capital_before_a_colon_is_nothing_to_a_site_without_an_editor(context: Read) -> None:
    read = context("Team: Ward 7\nHospital: Merrowdale General")
    assert [problem.line for problem in field_capital.check(read)] == [6, 7]
    without = read.config.model_copy(update={"editor": False})
    assert field_capital.check(replace(read, config=without)) == []


@pytest.mark.parametrize(
    ("title", "shouts"),
    [
        *(("THE BEST WARD", True), ("The BEST WARD", True), ("A B C d", False), ("ÉTÉ ÎLE ÂGE", True)),
        *(("The best!! ward", True), ("Why?? we ask", True), ("The end.", True), ("And then...", False)),
        *(("The best ward!", False), ("The NHS at 75", False), ("ward seven", False)),
    ],
)
def test_a_title_that_shouts_is_told(title: str, shouts: bool, context: Read) -> None:
    assert bool(title_shouts.check(context(f"title: {title}"))) is shouts


@pytest.mark.parametrize(
    ("summary", "whole"), [("It is.", True), ("“Is it?”", True), ("It is", False), ("It is. No.", False)]
)
def test_a_summary_is_one_whole_sentence(summary: str, whole: bool, context: Read) -> None:
    assert bool(summary_sentence.check(context(f"summary: {summary}"))) is not whole


def test_a_link_with_a_space_behind_its_words_is_written_without_it(context: Read) -> None:
    (problem,) = link_words.check(context("---\nMore.\nSee [the paper] (https://a.example/b)."))
    assert problem.line == 8
    assert problem.hint == "Write “[the paper](https://a.example/b)”."


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
