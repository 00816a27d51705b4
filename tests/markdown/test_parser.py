"""Our parser gives what the library's own gives, for less work."""

import pytest
from hypothesis import given, settings
from markdown import Markdown

from goodnews.markdown.parser import make_parser
from goodnews.markdown.sanitise import sanitise
from tests.markdown.samples import MARKDOWN, real_texts


def _library(source: str) -> str:
    extensions = ["abbr", "footnotes", "sane_lists", "smarty", "tables"]
    return sanitise(Markdown(extensions=extensions, output_format="html").convert(source))


@given(MARKDOWN)
@settings(max_examples=600)
def test_every_text_comes_out_as_from_the_library(source: str) -> None:
    assert sanitise(make_parser().convert(source)) == _library(source)


def test_real_texts_come_out_as_from_the_library() -> None:
    texts = real_texts()
    parser = make_parser()
    assert [sanitise(parser.reset().convert(text)) for text in texts] == [_library(text) for text in texts]


def test_no_extension_is_looked_for_among_all_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        pytest.fail("an extension was looked for by its name")

    monkeypatch.setattr(Markdown, "build_extension", fail)
    assert make_parser().convert("a[^1]\n\n[^1]: b").startswith("<p>a<sup")
