"""The page of benchmarks: words by hand, tables by the measurements."""

from benchmarks.record import record

PAGE = "# Figures\n\nBy hand.\n"


def test_a_first_table_goes_to_the_end() -> None:
    page = record(PAGE, "feeds", "| 1 |\n", "Two cores.")
    assert page.startswith(PAGE)
    assert "| 1 |\n\nTwo cores.\n<!-- end of feeds -->\n" in page


def test_a_later_table_takes_its_place_and_leaves_all_other_words_alone() -> None:
    page = record(record(PAGE, "feeds", "| 1 |\n", "Two cores."), "build", "| 2 |\n", "Two cores.")
    page += "\nMore by hand.\n"
    again = record(page, "feeds", "| 3 |\n", "Four cores.")
    assert "| 1 |" not in again
    assert again.index("| 3 |") < again.index("| 2 |") < again.index("More by hand.")
    assert again.count("Two cores.") == 1
    assert record(again, "feeds", "| 3 |\n", "Four cores.") == again


def test_words_after_a_lost_mark_are_kept() -> None:
    page = record(PAGE, "feeds", "| 1 |\n", "Two cores.").replace("<!-- end of feeds -->", "By hand, too.")
    assert "By hand, too." in record(page, "feeds", "| 3 |\n", "Four cores.")
