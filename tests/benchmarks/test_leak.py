"""The table of memory over many rebuilds, by a real preview and a real `pelican -r`."""

import pytest

from benchmarks import changes as changing
from benchmarks import leak, sites
from benchmarks.changes import MOVED, RENAMED, changes
from benchmarks.leak import growth, run

OURS = '---\ntitle: "Tea"\ntags: [tea, cake]\n---\nIt was hot.'
STOCK = "Title: Tea\nTags: tea, cake\nSlug: tea\n\nIt was hot."


def test_memory_is_looked_at_while_stories_change_come_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "find_hugo", lambda: None)
    monkeypatch.setattr(changing, "RENAMED", 2)
    monkeypatch.setattr(changing, "MOVED", 3)
    monkeypatch.setattr(leak, "LOOKS", (1,))
    said: list[str] = []
    table = run(stories=(3,), runs=6, say=said.append)
    assert len([words for words in said if "MiB after rebuild 1 of" in words]) == 2
    ours, stock = table.rows
    assert (ours[0], ours[1:3]) == ("`./inv serve`", ("3", "6"))
    assert (stock[0].split()[0], stock[1:3]) == ("stock", ("3", "6"))
    for row in table.rows:
        assert len(row) == len(table.columns)
        assert row[3:6] == ("", "", ""), "nobody looks after rebuilds that never were"
        assert float(row[6]) > 20
        float(row[7])


@pytest.mark.parametrize("text", [OURS, STOCK])
def test_every_change_has_words_of_its_own_and_leaves_the_site_as_large(text: str) -> None:
    made = list(changes({"2026/a": text, "2026/b": text}, 2 * MOVED))
    assert len({each.text for each in made}) == len(made)
    usual = made[RENAMED]
    assert usual.text == f"{text}\n{usual.words}\n"
    renamed = made[RENAMED - 1].text or ""
    assert f"{RENAMED} times Tea" in renamed
    assert "tea, cake" not in renamed
    assert f"time {RENAMED}, cake" in renamed
    came, went = made[MOVED - 1], made[-1]
    assert came.text
    assert "Slug: tea" not in came.text
    assert (went.key, went.text, went.words) == (came.key, None, came.words)


def test_what_fills_up_at_first_is_not_growth() -> None:
    assert growth([10, 50, 90, 100, 100, 100, 100, 100]) == pytest.approx(0)
    assert growth([1, 2, 3, 4, 5, 6]) == pytest.approx(1024)
    assert growth([100]) is None
