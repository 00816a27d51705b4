"""What is not listed does not reach the public, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from goodnews.markdown.sanitise import sanitise


@pytest.mark.parametrize(
    ("handed_in", "published"),
    [
        ('<p id="fn:1" class="question lead">a</p>', '<p class="question">a</p>'),
        ('<li id="fn:1">a</li><li id="main">b</li>', '<li id="fn:1">a</li><li>b</li>'),
        ('<a href="http://plain.example/">a</a>', "<a>a</a>"),
        ('<a href="tel:111" rel="me" target="_blank">a</a>', '<a href="tel:111">a</a>'),
        ("<p>a<!-- b --><style>c</style></p>", "<p>a</p>"),
        ("&rsquo;&#8217;’", "’’’"),
    ],
)
def test_only_what_is_listed_stays(handed_in: str, published: str) -> None:
    assert sanitise(handed_in) == published


def test_texts_may_be_sanitised_at_the_same_time() -> None:
    texts = [
        f'<li id="fn:{n}"><script>{n}</script><a href="https://a.example/{n}">{n}</a></li>'
        for n in range(200)
    ]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(sanitise, texts)) == [sanitise(text) for text in texts]
