"""Titles and summaries: how they begin and end is seen whatever letters they are in."""

from dataclasses import replace

import pytest

from goodnews.checks.style import field_capital, link_words, summary_sentence, title_shouts

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


def test_a_bare_address_is_answered_with_the_link_to_write(context: Read) -> None:
    (problem,) = link_words.check(context("---\nMore: www.merrowdale.example/scanner"))
    assert problem.hint.startswith("Write “[what it is about](https://www.merrowdale.example/scanner)”")
