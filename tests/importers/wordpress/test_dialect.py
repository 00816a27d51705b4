"""What WordPress showed is what GitHub shows of our Markdown: cmarkgfm, its own renderer, is the judge."""

import re
from html import escape
from urllib.parse import unquote

import cmarkgfm
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from cmarkgfm.cmark import Options
from hypothesis import assume, given
from hypothesis import strategies as st

from goodnews.importers.wordpress.html_to_markdown import convert

Shape = list["str | tuple[str, Shape]"]

SHOWN_ALIKE = {"strong": "b", "em": "i", "s": "del", "strike": "del", "th": "td"}
OF_NO_MATTER = {"thead", "tbody", "div", "span", "[document]"}


def shape(html: str) -> Shape:
    """The elements of a piece of HTML and the words in them, without what readers don't see."""
    soup = BeautifulSoup(html, "html.parser")
    for paragraph in soup.select("li p"):
        paragraph.insert_after(" ")
        paragraph.unwrap()
    for code in soup.select("pre > code"):
        code.unwrap()
    for again in soup.select("b b, i i, del del"):
        again.unwrap()
    return _shape(soup)


def _shape(element: Tag) -> Shape:
    found: Shape = []
    for child in element.children:
        if isinstance(child, Tag):
            name = SHOWN_ALIKE.get(child.name, child.name)
            inside = _shape(child)
            if name == "a":
                found.append((f"a {unquote(str(child.get('href')))}", inside))
            elif name in OF_NO_MATTER:
                found += inside
            else:
                add(found, name, inside)
        elif isinstance(child, NavigableString):
            words = str(child)
            words = words.strip("\n") if element.name == "pre" else re.sub(r"\s+", " ", words)
            if found and isinstance(found[-1], str):
                found[-1] += words
            elif words:
                found.append(words)
    if element.name != "pre":
        found = [re.sub(" +", " ", part) if isinstance(part, str) else part for part in found]
        found = [
            part.strip() if isinstance(part, str) and _is_beside_a_block(found, at) else part
            for at, part in enumerate(found)
        ]
    return [part for part in found if part != ""]


def add(found: Shape, name: str, inside: Shape) -> None:
    """Bold and italics are alike in either order, and when what they hold is in one piece or two."""
    only = inside[0] if len(inside) == 1 else ""
    if name == "b" and not isinstance(only, str) and only[0] == "i":
        name, inside = "i", [("b", only[1])]
    last = found[-1] if found else ""
    if name in {"b", "i", "del"} and not isinstance(last, str) and last[0] == name:
        found[-1] = (name, _joined([*last[1], *inside]))
    else:
        found.append((name, inside))


def _joined(parts: Shape) -> Shape:
    found: Shape = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return found


BLOCKS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "hr", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}


def _is_beside_a_block(parts: Shape, at: int) -> bool:
    """Spaces there are not seen."""
    beside = [parts[near] if 0 <= near < len(parts) else None for near in (at - 1, at + 1)]
    return any(part is None or (not isinstance(part, str) and part[0] in BLOCKS) for part in beside)


def on_github(html: str) -> Shape:
    markdown = convert(html).markdown
    return shape(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>Tea<ul><li>black<ol><li>hot</li><li>iced</li></ol></li></ul></li><li>Toast</li></ul>",
        "<ol><li><p>One</p><p>and a half</p></li><li>Two</li></ol>",
        '<ol start="7"><li>Seven</li><li>Eight</li></ol>',
        "<ul><li>A</li></ul><ul><li>B</li></ul><ol><li>C</li></ol><ol><li>D</li></ol>",
        *("<pre>one\n\n    two  spaces\n```\n# three</pre>", "<ul><li>Look:<pre>a\n\nb</pre></li></ul>"),
        "<blockquote><p>They were kind.</p><p>All of them.</p></blockquote>",
        "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>",
        "<h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six #</h6><p>Words</p>",
        "<p>Line<br>and line<br>- and line</p>",
        "<p># Ward 7</p><p>1. Ward</p><p>1) Ward</p><p>- Ward</p><p>+ Ward</p><p>* Ward</p><p>&gt; Ward</p>",
        "<p>---</p><p>===</p><p>***</p><p>```</p><p>~~~</p><p>[note]: here</p>",
        "<p>| a | b |<br>| --- | --- |</p>",
        "<p>2 * 3 * 4, snake_case, _x_, *y*, **z**, ~~w~~, `v`, a`b</p>",
        "<p>&lt;b&gt; and &amp;amp; and 5 &lt; 6 &amp; 7 &gt; 6</p>",
        "<p>[laughs] [a](b) [^1] ![c](d) \\* \\ \\\\ C:\\wards</p>",
        '<p>Wow!<a href="https://a.example/(b)">a [link]</a>, <a href="https://a.example/x y">spaced</a></p>',
        "<p><strong>Note:</strong>now <em>(so)</em>then wo<b>r</b>d <b>a</b><b>b</b> <b><i>both</i></b></p>",
        "<p><b> spaced </b> out <i>*</i> <b>a*b</b></p>",
        "<p>H<sub>2</sub>O on the 3<sup>rd</sup>, <code>a`b</code> and <code>*c*</code></p>",
        "<table><tr><td>Day</td><td>a|b</td></tr><tr><td>*Tue*</td><td><b>1pm</b></td></tr></table>",
        "<p>a</p><hr><p>b</p>",
        "<p>~*~ 1*</p>",
        "<p>[<br>]:1</p>",
        "<p>1 [a =</p><ol><li>]</li></ol>",
    ],
)
def test_a_form_that_people_use_looks_the_same(html: str) -> None:
    assert on_github(html) == shape(html)


SIGNS = (
    st.text("ab1 é*_[]()<>&#~`|!\\-+=.:’", min_size=1, max_size=12).map(str.strip).filter(bool).map(escape)
)
INLINE = st.recursive(
    SIGNS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "del"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
        SIGNS.map(lambda words: f'<a href="https://a.example/">{words}</a>'),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("<br>".join),
    ),
    max_leaves=4,
)
PARAGRAPH = INLINE.map(lambda words: f"<p>{words}</p>")
PLAIN = st.one_of(
    PARAGRAPH, SIGNS.map(lambda words: f"<h3>{words}</h3>"), SIGNS.map(lambda words: f"<pre>{words}</pre>")
)


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


BLOCK = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(
            lambda blocks: f"<blockquote>{''.join(blocks)}</blockquote>"
        ),
        st.lists(st.lists(inner, min_size=1, max_size=2).map("".join), min_size=1, max_size=3).map(_list),
        st.lists(SIGNS, min_size=1, max_size=3)
        .map(_list)
        .map(lambda items: items.replace("<ul>", "<ol>").replace("</ul>", "</ol>")),
    ),
    max_leaves=5,
)


@given(st.lists(BLOCK, min_size=1, max_size=3))
def test_whatever_the_words_the_forms_look_the_same(blocks: list[str]) -> None:
    html = "".join(blocks)
    assume(not re.search(r"\[\w+(?:[-_]|\s[^\]]*[\w-]\s*=\s*[\w&<])", html))  # a shortcode, which is left out
    assert on_github(html) == shape(html)


@given(st.text("ab1 é’,.;:?", max_size=60))
def test_plain_words_have_no_backslash(words: str) -> None:
    assert "\\" not in convert(f"<p>Hello {words}</p>").markdown
