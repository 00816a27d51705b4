"""How templates are drawn: a part that many pages share is drawn once."""

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from goodnews.templates import Filters


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
