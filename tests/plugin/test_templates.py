"""How templates are drawn: a part that many pages share is drawn once."""

from jinja2 import Environment

from goodnews.plugin.templates import Once, Sharing


def test_a_part_is_drawn_once_for_each_key() -> None:
    environment = Environment(autoescape=True)
    environment.globals["once"] = Once()
    drawn: list[str] = []
    environment.globals["say"] = lambda word: drawn.append(word) or word
    template = environment.from_string("{% call once('foot', lang) %}<b>{{ say(lang) }}</b>{% endcall %}")
    pages = [template.render(lang=lang) for lang in ("en", "cy", "en", "<en>", "<en>")]
    assert pages == ["<b>en</b>", "<b>cy</b>", "<b>en</b>", "<b>&lt;en&gt;</b>", "<b>&lt;en&gt;</b>"]
    assert drawn == ["en", "cy", "<en>"]


def test_a_macro_is_drawn_once_for_the_same_things() -> None:
    environment = Environment(autoescape=True, extensions=[Sharing])
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
    one, other = (Environment(extensions=[Sharing]) for _ in range(2))
    assert one.globals["once"] is not other.globals["once"]
    assert other.from_string("{% call once('top') %}{{ 1 }}{% endcall %}").render() == "1"
