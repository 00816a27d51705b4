"""Bringing old HTML into order, so that Markdown can say the same: lists, tables, Word's bullets."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from goodnews.importers.wordpress.addresses import video_address
from goodnews.importers.wordpress.escaping import without_private

DEEPEST = 100
"""Elements within each other; more is a fault of the page builder, and no layout that anybody sees."""

_BULLET = re.compile(r"\s*(?:[·•▪▫‣◦●○■]\s+|[o§]\s*\xa0\s*|[·•▪‣●]\xa0?)(?=\S)")
_LAYOUT = [
    *("table", "img", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("pre", "blockquote", "iframe", "video"),
]
_WIDEST = 20


def is_too_deep(soup: BeautifulSoup) -> bool:
    """Whether elements stand in each other by the hundred."""
    level: list[Tag] = [soup]
    for _ in range(DEEPEST):
        level = [child for tag in level for child in tag.contents if isinstance(child, Tag)]
    return bool(level)


def set_in_order(soup: BeautifulSoup) -> None:
    """Change the tree where Markdown could not say it as it is."""
    _make_lists_of_words_bullets(soup)
    for button in soup.select(".wp-block-file__button"):  # the file's name beside it is the same link
        button.decompose()
    _set_words_in_order(soup)
    for element in soup.find_all(["p", "div"]):
        words = element.get_text().strip()
        if video_address(words) and not element.find(True):
            element.replace_with(soup.new_tag("iframe", attrs={"src": words}))
    for inner in soup.find_all(["ul", "ol"]):
        if inner.parent and inner.parent.name in {"ul", "ol"}:
            _put_into_the_item_before(soup, inner)
    for table in soup.find_all("table"):
        if table.find(_LAYOUT) or len(table.find_all("tr")) < 2 or table.find_parent("table"):
            # It is there for the layout's sake, or of one row: its cells one after the other.
            parts = table.find_all(["caption", "thead", "tbody", "tfoot", "tr", "td", "th"])
            for part in (table, *[part for part in parts if part.find_parent("table") is table]):
                part.name = "div"
        else:
            _set_table_in_order(soup, table)


def _set_words_in_order(soup: BeautifulSoup) -> None:
    """Spaces that are seen as such, and none beside the end of a line."""
    for parent in (soup, *soup.find_all(True)):
        as_typed = parent.name == "pre" or parent.find_parent("pre") is not None
        children = [_words_in_order(child, as_typed) for child in parent.contents]
        # All at once: to find its place among the others takes each of them longer, the more there are.
        parent.clear()
        parent.extend(children)


def _words_in_order(child: PageElement, as_typed: bool) -> PageElement | str:
    if not isinstance(child, NavigableString) or isinstance(child, PreformattedString):
        return child
    words = without_private(child).replace("\xa0", " ")
    if not as_typed and _is_line_break(child.previous_sibling):
        words = words.lstrip()
    if not as_typed and _is_line_break(child.next_sibling):
        words = words.rstrip()
    return child if words == child else words


def _is_line_break(node: object) -> bool:
    return isinstance(node, Tag) and node.name == "br"


def _make_lists_of_words_bullets(soup: BeautifulSoup) -> None:
    """Word writes a list as paragraphs that start with a bullet and spaces."""
    for paragraph in soup.find_all("p"):
        lines = _lines(paragraph)
        if not lines or not all(_BULLET.match("".join(line)) for line in lines):
            continue
        while isinstance(space := paragraph.previous_sibling, NavigableString) and not space.strip():
            space.extract()
        before = paragraph.previous_sibling
        if not (isinstance(before, Tag) and before.get("data-of") == "word"):
            before = soup.new_tag("ul", attrs={"data-of": "word"})
            paragraph.insert_before(before)
        item = soup.new_tag("li")
        before.append(item)
        for child in list(paragraph.contents):
            if _is_line_break(child):
                child.extract()
                item = soup.new_tag("li")
                before.append(item)
            else:
                item.append(child)
        for line in lines:
            _cut(line, len(_BULLET.match("".join(line))[0]))  # type: ignore[index]
        paragraph.decompose()


def _lines(paragraph: Tag) -> list[list[NavigableString]]:
    """The texts of a paragraph, line by line."""
    lines: list[list[NavigableString]] = [[]]
    for node in paragraph.descendants:
        if isinstance(node, Tag) and node.name == "br" and node.parent is paragraph:
            lines.append([])
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            lines[-1].append(node)
    return [line for line in lines if "".join(line).strip()]


def _cut(texts: list[NavigableString], length: int) -> None:
    for text in texts:
        taken = min(length, len(text))
        text.replace_with(NavigableString(text[taken:]))
        length -= taken


def words_between(first: Tag, second: Tag) -> str:
    """What is written between two elements of one parent."""
    between = ""
    for node in first.next_siblings:
        if node is second:
            break
        between += str(node).strip()
    return between


def _put_into_the_item_before(soup: BeautifulSoup, inner: Tag) -> None:
    item = inner.find_previous_sibling("li")
    if item is None:
        item = soup.new_tag("li")
        inner.insert_before(item)
    item.append(inner.extract())


def _set_table_in_order(soup: BeautifulSoup, table: Tag) -> None:
    """One heading row, and all rows as wide as the widest: GitHub drops what is beside them."""
    for caption in table.find_all("caption"):
        caption.name = "p"
        table.insert_before(caption.extract())
    for part in table.find_all(["col", "colgroup"]):
        part.unwrap() if part.contents else part.decompose()
    for part in table.find_all(["thead", "tbody", "tfoot"]):
        part.unwrap()
    for space in [node for node in table.contents if isinstance(node, NavigableString) and not node.strip()]:
        space.extract()
    rows = list(table.find_all("tr"))
    for cell in table.find_all(["td", "th"]):
        span = str(cell.get("colspan", ""))
        cell.attrs = (
            {"colspan": span} if span.isascii() and span.isdigit() and 1 < int(span[:3]) <= _WIDEST else {}
        )
    widths = [sum(int(str(cell.get("colspan") or 1)) for cell in row.find_all(["td", "th"])) for row in rows]
    for _ in range(max(widths) - widths[0]):
        rows[0].append(soup.new_tag("td"))
