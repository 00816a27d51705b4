"""How templates are drawn: a part that many pages share is drawn once."""

from unittest.mock import patch

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from goodnews.plugin.templates import Compiled, Drawing, safe


class Escaped(str):
    """A text that says itself how it is escaped."""

    def __html__(self) -> str:
        return f"<i>{self}</i>"


def test_a_macro_is_drawn_once_for_the_same_things() -> None:
    environment = Environment(autoescape=True, extensions=[Drawing])
    drawn: list[object] = []
    environment.globals["say"] = lambda word: drawn.append(word) or word
    template = environment.from_string(
        "{% macro bold(word, mark='!') %}<b>{{ say(word) }}{{ mark }}</b>{% endmacro %}"
        "{% for word in words %}{{ bold | once(word) }}{% endfor %}{{ bold | once(words[0], '?') }}"
    )
    assert template.render(words=["<en>", "cy", "<en>"]) == (
        "<b>&lt;en&gt;!</b><b>cy!</b><b>&lt;en&gt;!</b><b>&lt;en&gt;?</b>"
    )
    assert drawn == ["<en>", "cy", "<en>"]


def test_what_one_environment_drew_is_no_others() -> None:
    one, other = (Environment(autoescape=True, extensions=[Drawing]) for _ in range(2))
    assert one.filters["once"] is not other.filters["once"]


@pytest.mark.parametrize("value", ['<b> & "it\'s"', Markup("<b>"), 3, None, Escaped("a"), "plain", "£’"])
def test_a_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    plain, ours = Environment(autoescape=True), Environment(autoescape=True, extensions=[Drawing])
    text = "{{ value }}{% macro bold(it) %}<b>{{ it }}</b>{% endmacro %}{{ bold(value) }}{{ value ~ '<' }}"
    drawn = ours.from_string(text).render(value=value)
    assert drawn == plain.from_string(text).render(value=value)
    assert str(safe(value)) == str(escape(value))


def test_a_name_that_means_nothing_is_still_an_error() -> None:
    environment = Environment(autoescape=True, undefined=StrictUndefined, extensions=[Drawing])
    for text in ("{{ nothing }}", "{{ words['nothing'] }}", "{{ words.nothing }}"):
        with pytest.raises(UndefinedError):
            environment.from_string(text).render(words={})


def test_a_template_is_compiled_again_only_for_another_text() -> None:
    texts = {"one.html": "{{ word }}", "other.html": "{{ word }}!"}
    compiled = Compiled()

    def draw(name: str) -> str:
        environment = Environment(
            loader=DictLoader(texts), autoescape=True, extensions=[Drawing], bytecode_cache=compiled
        )
        return environment.get_template(name).render(word="<en>")

    with patch.object(Environment, "compile", autospec=True, side_effect=Environment.compile) as compiling:
        assert [draw(name) for name in ("one.html", "one.html", "other.html")] == [
            "&lt;en&gt;", "&lt;en&gt;", "&lt;en&gt;!",
        ]  # fmt: skip
        assert compiling.call_count == 2
        texts["one.html"] = "{{ word }}?"
        assert draw("one.html") == "&lt;en&gt;?"
        assert compiling.call_count == 3


def test_only_so_many_compiled_templates_are_kept() -> None:
    compiled = Compiled()
    texts = {f"{number}.html": f"{number}" for number in range(compiled.MOST + 1)}
    environment = Environment(loader=DictLoader(texts), autoescape=True, bytecode_cache=compiled)
    assert [environment.get_template(name).render() for name in texts] == list(texts.values())
    assert len(compiled._kept) == 1
