"""How templates are drawn: a part that many pages share is drawn once."""

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from goodnews.plugin.templates import Drawing, safe


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
