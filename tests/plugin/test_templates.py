"""How templates are drawn: a part that many pages share is drawn once."""

from jinja2 import Environment

from goodnews.plugin.templates import Once


def test_a_part_is_drawn_once_for_each_key() -> None:
    environment = Environment(autoescape=True)
    environment.globals["once"] = Once()
    drawn: list[str] = []
    environment.globals["say"] = lambda word: drawn.append(word) or word
    template = environment.from_string("{% call once('foot', lang) %}<b>{{ say(lang) }}</b>{% endcall %}")
    pages = [template.render(lang=lang) for lang in ("en", "cy", "en", "<en>", "<en>")]
    assert pages == ["<b>en</b>", "<b>cy</b>", "<b>en</b>", "<b>&lt;en&gt;</b>", "<b>&lt;en&gt;</b>"]
    assert drawn == ["en", "cy", "<en>"]
