"""How templates are drawn: a part that many pages share is drawn once."""

from pathlib import Path
from unittest import mock

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError

from goodnews.cache import SqliteCache
from goodnews.templates import CompiledTemplates, Filters


def test_a_macro_is_drawn_once_for_the_same_things() -> None:
    environment = Environment(autoescape=True, extensions=[Filters])
    drawn: list[object] = []
    environment.globals["say"] = lambda word: drawn.append(word) or word
    template = environment.from_string(
        "{% macro bold(word, mark='!') %}<b>{{ say(word) }}{{ mark }}</b>{% endmacro %}"
        "{% for word in words %}{{ bold | memoize(word) }}{% endfor %}{{ bold | memoize(words[0], '?') }}"
    )
    assert template.render(words=["<en>", "cy", "<en>"]) == (
        "<b>&lt;en&gt;!</b><b>cy!</b><b>&lt;en&gt;!</b><b>&lt;en&gt;?</b>"
    )
    assert drawn == ["<en>", "cy", "<en>"]


def test_what_one_environment_drew_is_no_others() -> None:
    one, other = (Environment(autoescape=True, extensions=[Filters]) for _ in range(2))
    assert one.filters["memoize"] is not other.filters["memoize"]


def test_a_name_that_means_nothing_is_still_an_error() -> None:
    environment = Environment(autoescape=True, undefined=StrictUndefined, extensions=[Filters])
    for text in ("{{ nothing }}", "{{ words['nothing'] }}", "{{ words.nothing }}"):
        with pytest.raises(UndefinedError):
            environment.from_string(text).render(words={})


def draw(theme: Path, version: str = "1") -> tuple[str, int]:
    """Draw a page in an environment of its own; gives it, and how often a template was compiled."""
    compiled = CompiledTemplates(SqliteCache(theme / "cache.db", version))
    environment = Environment(loader=FileSystemLoader(theme), autoescape=True, bytecode_cache=compiled)
    with mock.patch.object(environment, "compile", wraps=environment.compile) as compiling:
        return environment.get_template("page.html").render(), compiling.call_count


def test_a_template_is_compiled_once_until_its_text_or_the_program_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Tea</p>")
    assert [draw(tmp_path), draw(tmp_path)] == [("<p>Tea</p>", 1), ("<p>Tea</p>", 0)]
    page.write_text("<p>Cake</p>")
    assert [draw(tmp_path), draw(tmp_path)] == [("<p>Cake</p>", 1), ("<p>Cake</p>", 0)]
    assert [draw(tmp_path, "2"), draw(tmp_path, "2")] == [("<p>Cake</p>", 1), ("<p>Cake</p>", 0)]


def test_a_spoiled_cache_has_no_templates(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Tea</p>")
    draw(tmp_path)
    cache = tmp_path / "cache.db"
    data = bytearray(cache.read_bytes())
    data[data.index(b"Tea")] ^= 1
    cache.write_bytes(data)
    assert draw(tmp_path) == ("<p>Tea</p>", 1)
