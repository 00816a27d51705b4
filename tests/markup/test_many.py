"""Many texts on many processes come out as one after the other."""

from goodnews.markup import Text, render_body, render_many
from goodnews.markup.many import WORTH_A_PROCESS


def test_processes_give_the_same_as_one_after_the_other() -> None:
    texts = [
        Text(f"Number *{n}*. ![](a.jpg)\n\nQ: x", ("a.jpg",), interview=n % 2 == 0)
        for n in range(2 * WORTH_A_PROCESS + 1)
    ]
    assert render_many(texts, 2) == render_many(texts, 1)


def test_no_texts_are_no_work() -> None:
    assert render_many([], 8) == []


def test_a_text_is_rendered_with_its_photos() -> None:
    assert render_many([Text("![](a.jpg)", ("a.jpg",))], 1) == [render_body("![](a.jpg)", photos=["a.jpg"])]
