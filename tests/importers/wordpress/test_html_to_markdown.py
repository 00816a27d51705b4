"""From what was typed into WordPress to our Markdown."""

import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.wordpress.converter import ImportedPicture, placeholder, plain
from goodnews.importers.wordpress.html_to_markdown import convert, lead_of

GAP = placeholder(1)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Hello.</p>", "Hello.\n"),
        ("One line\nand another\n\nA paragraph", "One line<br>\nand another\n\nA paragraph\n"),
        (
            "One line<br />\nand another<br />\n<br />\nA paragraph",
            "One line<br>\nand another\n\nA paragraph\n",
        ),
        ("<p>One<br><br>Two</p>", "One\n\nTwo\n"),
        ("<ul><li>One<br><br>Two</li></ul>", "- One\n\n  Two\n"),
        (
            (
                "<table>\n<thead><tr><th>May</th><th>June</th></tr></thead>\n<tbody>\n<tr><td>1<br><br>2</td><td>3</td></tr>\n"
                "</tbody></table>"
            ),
            "| May | June |\n| --- | --- |\n| 1 2 | 3 |\n",
        ),
        (
            (
                '<a href="https://a.example/a.pdf">The report</a><a class="wp-block-file__button" download '
                'href="https://a.example/a.pdf">Download</a>'
            ),
            "[The report](https://a.example/a.pdf)\n",
        ),
        ('Tea <img src="https://o.example/a.jpg"> and toast', f"Tea\n\n{GAP}\n\nand toast\n"),
        ("<!-- wp:paragraph -->\n<p>Block.</p>\n<!-- /wp:paragraph -->", "Block.\n"),
        ("<h1>Big</h1><h3>Small</h3>", "## Big\n\n### Small\n"),
        ("<p>Read <em>this</em> and <strong>that</strong></p>", "Read *this* and **that**\n"),
        ("<ul><li>Tea</li><li>Toast</li></ul>", "- Tea\n- Toast\n"),
        ('<p><a href="https://a.example/b">A link</a></p>', "[A link](https://a.example/b)\n"),
        ('<p><a href="javascript:alert(1)">A trick</a></p>', "A trick\n"),
        ("<blockquote><p>They were kind.</p></blockquote>", "> They were kind.\n"),
        ("<p>2 * 3 * 4 and snake_case</p>", "2 * 3 * 4 and snake_case\n"),
        ("<script>steal()</script><style>p{}</style><p>Text.</p>", "Text.\n"),
        ("<p>“Lovely” [laughs] [sic]</p>", "“Lovely” [laughs] [sic]\n"),
        ("<p>Soft\u00adhyphen and\u200b nothing\u202e</p>", "Softhyphen and nothing\n"),
        ("", ""),
    ],
)
def test_text_becomes_plain_markdown(html: str, markdown: str) -> None:
    assert convert(html).markdown == markdown


@pytest.mark.parametrize(
    ("html", "picture"),
    [
        (
            '<p><img class="alignleft wp-image-9" src="https://o.example/a.jpg" alt="A bed"></p>',
            ImportedPicture("https://o.example/a.jpg", "9", "A bed"),
        ),
        (
            (
                '[caption id="x" width="300"]<a href="https://o.example/a.jpg"><img alt="A bed"'
                ' src="https://o.example/a-300x200.jpg" /></a> Made up. [/caption]'
            ),
            ImportedPicture("https://o.example/a-300x200.jpg", "", "A bed", "Made up."),
        ),
        (
            '[caption caption="Made up."]<img alt="A bed" src="https://o.example/a.jpg" />[/caption]',
            ImportedPicture("https://o.example/a.jpg", "", "A bed", "Made up."),
        ),
        (
            (
                '<figure class="wp-block-image"><img src="https://o.example/a.jpg"/>'
                "<figcaption>Made <em>up</em>.</figcaption></figure>"
            ),
            ImportedPicture("https://o.example/a.jpg", "", "", "Made up."),
        ),
    ],
)
def test_a_picture_leaves_a_gap_with_its_words(html: str, picture: ImportedPicture) -> None:
    converted = convert(f"<p>Before.</p>{html}<p>After.</p>")
    assert converted.markdown == f"Before.\n\n{GAP}\n\nAfter.\n"
    assert converted.pictures == (picture,)


def test_a_gallery_leaves_a_gap_for_each_picture() -> None:
    converted = convert('Look:\n\n[gallery columns="2" ids="4, 5"]')
    assert [picture.number for picture in converted.pictures] == ["4", "5"]
    assert converted.markdown == f"Look:\n\n{placeholder(1)}\n\n{placeholder(2)}\n"


@pytest.mark.parametrize(
    ("html", "link", "words"),
    [
        ("[embed]https://o.example/w/1[/embed]", "https://o.example/w/1", "Open it at o.example"),
        ('[video src="https://o.example/w/1"]', "https://o.example/w/1", "Watch or listen"),
        ('[audio mp3="https://o.example/1.mp3"]', "https://o.example/1.mp3", "Watch or listen"),
        ('<iframe src="//o.example/map/1"></iframe>', "https://o.example/map/1", "Open it at o.example"),
        (
            '<video><source src="https://o.example/1.mp4"></video>',
            "https://o.example/1.mp4",
            "Watch or listen",
        ),
    ],
)
def test_an_embed_becomes_a_link_and_is_spoken_of(html: str, link: str, words: str) -> None:
    converted = convert(html)
    assert converted.markdown == f"[{words}]({link})\n"
    assert converted.left_out == (f"an embed of {link} (its link is in the text)",)


def test_a_shortcode_nobody_knows_is_left_out_and_named() -> None:
    converted = convert('Write to us: [contact-form-7 id="1" title="Form"] or call.')
    assert converted.markdown == "Write to us: or call.\n"
    assert converted.left_out == ("the shortcode “contact-form-7” (“Form”)",)


@pytest.mark.parametrize(
    ("html", "markdown", "pictures"),
    [
        ('[vc_single_image image="9" size="x"]', "", [("", "9", "")]),
        ('[vc_gallery images="9,10"]', "", [("", "9", ""), ("", "10", "")]),
        (
            '[et_pb_image src="https://a.example/a.jpg" alt="Tea" /]',
            "",
            [("https://a.example/a.jpg", "", "Tea")],
        ),
        (
            '<div style="background-image:url(https://a.example/a.jpg)"><p>Tea</p></div>',
            "Tea",
            [("https://a.example/a.jpg", "", "")],
        ),
        ("[one_half]Tea[/one_half][one_half_last]Toast[/one_half_last]", "Tea\n\nToast", []),
        ('[ngg src="galleries" ids="1"]', "", []),
    ],
)
def test_what_a_page_builder_put_on_a_page_comes_along(
    html: str, markdown: str, pictures: list[tuple[str, str, str]]
) -> None:
    converted = convert(html)
    assert [(picture.url, picture.number, picture.alt) for picture in converted.pictures] == pictures
    words = re.sub("\ue000\\d+\ue000", "", converted.markdown)
    assert words.strip() == markdown


def test_a_form_does_not_come_along() -> None:
    converted = convert("<p>Vote!</p><form><input name=a><button>Go</button></form>")
    assert converted.markdown == "Vote!\n"
    assert converted.left_out == ("a form (“Go”)",)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>·&nbsp;&nbsp; Tea</p><p>·&nbsp;<b>Toast</b></p><p>And jam</p>",
            "- Tea\n- **Toast**\n\nAnd jam\n",
        ),
        ("<p><span>§<span>&nbsp; </span></span>Tea</p>", "- Tea\n"),
        ("<p>o&nbsp; Tea<br>o&nbsp; Toast</p>", "- Tea\n- Toast\n"),
        ("• Tea\n• Toast", "- Tea\n- Toast\n"),
        ("<p>o dear</p>", "o dear\n"),
        ("<p>Mum\x92s &#147;tea&#148;</p>", "Mum’s “tea”\n"),
        ("<p>One<p>Two", "One\n\nTwo\n"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c\n"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b\n"),
        ("<pre>a\n\n  b</pre>\n\nend", "```\na\n\n  b\n```\n\nend\n"),
        ("<h5>Five</h5><h6>Six</h6><h2> </h2>", "##### Five\n\n###### Six\n"),
        ("<dl><dt>Tea</dt><dd>Hot.</dd></dl>", "**Tea**\n\nHot.\n"),
        ("<table><tr><td><p>Words</p></td><td><ul><li>a</li></ul></td></tr></table>", "Words\n\n- a\n"),
        (
            "<table><tr><th>a</th></tr><tr><td>b</td><td>c</td></tr></table>",
            "| a |  |\n| --- | --- |\n| b | c |\n",
        ),
        ("<h3>A</h3>\n<ul>\n<li>B</li>\n</ul>\nRing\nus", "### A\n\n- B\n\nRing<br>\nus\n"),
        (
            "#TeamWard7 is 5* and 100% proud: it’s + & - fine",
            "#TeamWard7 is 5* and 100% proud: it’s + & - fine\n",
        ),
        ('<p>Hi <img class="emoji" alt="👏"></p>', "Hi 👏\n"),
        ("a <!--more--> b <!-- c", "a b &lt;!-- c\n"),
    ],
)
def test_what_word_and_old_editors_wrote_is_mended(html: str, markdown: str) -> None:
    converted = convert(html)
    assert converted.markdown == markdown
    assert converted.left_out == ()


@pytest.mark.parametrize(
    "html",
    [
        "https://youtu.be/aqz-KE-bpKQ",
        "Look:\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ&feature=share\nLovely.",
        '<div class="wp-block-embed__wrapper">\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ\n</div>',
        "<figure><div>https://m.youtube.com/watch?v=aqz-KE-bpKQ</div></figure>",
        '<iframe src="//www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0"></iframe>',
        "[embed]https://www.youtube.com/shorts/aqz-KE-bpKQ[/embed]",
        "[youtube https://youtu.be/aqz-KE-bpKQ]\n\nhttps://youtu.be/aqz-KE-bpKQ",
    ],
)
def test_the_one_video_of_a_post_is_known(html: str) -> None:
    converted = convert(html)
    assert converted.video == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    assert "youtu" not in converted.markdown


def test_two_videos_are_links_and_listed() -> None:
    converted = convert("https://youtu.be/aqz-KE-bpKQ\n\nhttps://player.vimeo.com/video/76979871")
    assert converted.video == ""
    youtube, vimeo = "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://vimeo.com/76979871"
    assert converted.markdown == f"[Watch the video]({youtube})\n\n[Watch the video]({vimeo})\n"
    assert converted.left_out == tuple(
        f"an embed of {link} (its link is in the text)" for link in (youtube, vimeo)
    )


def test_an_unlisted_video_keeps_the_part_that_lets_people_see_it() -> None:
    html = '<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1"></iframe>'
    assert convert(html).video == "https://vimeo.com/76979871/8272103f6e"


@pytest.mark.parametrize("link", ["https://www.youtube.com/user/merrowdale", "https://vimeo.com/merrowdale"])
def test_a_channel_is_no_video(link: str) -> None:
    assert convert(link).markdown == f"{link}\n"


@pytest.mark.parametrize(
    ("html", "left_out"),
    [
        (
            '<a href="/2025/03/choir/">The choir</a>',
            "a link to /2025/03/choir/ (“The choir”): it has no whole address",
        ),
        ('<a href="https://a.example/"></a>', "a link to https://a.example/"),
        (
            '<a href="https://a.example/"><img src="b.png"></a>',
            "the link of a picture, to https://a.example/",
        ),
        ('<!-- wp:block {"ref":12} /-->', "the block “block”"),
        ("[gallery]", "a gallery that does not name its pictures"),
        ('[button link="https://a.example/"]Book[/button]', "the shortcode “button” (https://a.example/)"),
        (
            '[vc_row][vc_column width="1/2"]Tea[/vc_column][playlist ids="1"][/vc_row]',
            "the shortcode “playlist”",
        ),
        (
            '[et_pb_image src="https://a.example/a.jpg" alt="Tea" title="Our tea"]',
            "the shortcode “et_pb_image” (“Our tea”)",
        ),
        ('[tab title="When &amp; where"]Here[/tab]', "the shortcode “tab” (“When & where”)"),
        ('<abbr title="intensive care">ICU</abbr>', "what “ICU” stands for: intensive care"),
        (
            "[:en]Hello[:cy]Helo[:]",
            "marks of a plugin that keeps two languages in one text; part them by hand",
        ),
        ("<script>x()</script>", "a script"),
        ("<iframe></iframe>", "an iframe"),
        ("<div>" * 20_000 + "Tea", "its layout, which can't be read; only its words came along"),
    ],
)
def test_what_can_not_come_along_is_named(html: str, left_out: str) -> None:
    assert convert(html).left_out == (left_out,)


def test_words_nested_20_000_deep_come_along() -> None:
    assert convert("<div>" * 20_000 + "Tea & <b>toast" + "</div>" * 20_000).markdown == "Tea & toast\n"


@pytest.mark.parametrize(
    ("html", "lead"),
    [
        ('[caption id="x"]<img src="a.jpg"> The ward.[/caption]\n\nIt is <b>open</b>.', "It is open."),
        ("[caption]A broken caption[/caption] It is open.", "A broken caption"),
        ("https://a.example/1\n\nIt is open.", "It is open."),
        (
            "<h2>News</h2><ul><li>a</li></ul><p>See <a href='https://a.example/'>us</a> at 5* now.</p>",
            "See us at 5* now.",
        ),
    ],
)
def test_the_lead_is_the_first_paragraph_of_words(html: str, lead: str) -> None:
    assert lead_of(convert(html).markdown) == lead


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<ul>", "<li>", "</ul>", "<ol start='½'>", "<table>", "<tr>"),
        *("<td colspan='999999999'>", "<pre>", "</pre>", "<b>", "</b>", "<a href='http://[x'>", "</a>"),
        *("<img src='//[a'>", "<figure>", "<figcaption>", "<h9>", "<br>", "<!--", "-->", "<![CDATA["),
        *("]]>", "<?php", "[caption]", "[/caption]", "[gallery ids='1,2']", "[embed]", "[/embed]"),
        *("https://youtu.be/", "\n", "\n\n", "&#xE05B;", "&#0;", "·&nbsp;", "\x92", "\ue02a", "tea", "*"),
        *("1. ", "\\", "<iframe src='javascript:x'>", "<svg>", "<form>", "<button>", "<blockquote>"),
        *("<td>", "<th>", "</table>"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_was_pieced_together_is_converted(html: str) -> None:
    assert not re.search("[\ue001-\ue1ff]", convert(html).markdown)


NAMES = (
    "p div span b em u a ul ol li table tr td th tbody caption h1 h6 blockquote pre code figure "
    "figcaption section header nav address small sub q cite dl dt dd details summary del mark legend "
    "picture button form select option textarea video audio iframe object "
)
TAGS = st.sampled_from([*(f"<{name}>" for name in NAMES.split()), *(f"</{name}>" for name in NAMES.split())])


@given(
    st.lists(
        st.one_of(TAGS, st.sampled_from(["<br>", "\n\n", "[caption]", "[/caption]", "[x y=1]"])), max_size=12
    )
)
def test_no_word_is_lost_without_being_named(tags: list[str]) -> None:
    converted = convert("".join(f"{tag} word{number}x " for number, tag in enumerate(tags)))
    kept = " ".join([converted.markdown, *converted.left_out, *map(str, converted.pictures)])
    assert [number for number in range(len(tags)) if f"word{number}x" not in kept] == []


@given(st.text(max_size=200))
def test_whatever_was_typed_gives_text_or_nothing(html: str) -> None:
    markdown = convert(html).markdown
    assert markdown == "" or (markdown.endswith("\n") and markdown.strip())


@given(st.text(max_size=100))
def test_plain_words_are_one_line_that_can_be_seen(html: str) -> None:
    words = plain(html)
    assert words == " ".join(words.split())
    assert words.isprintable()


SECONDS = 4 * (5 if sys.gettrace() else 1)
"""Coverage, which traces every line, makes five of one."""
LONG = {
    "lines": "\n".join(["A line."] * 15_000),
    "ends of lines": "<p>" + "A line.<br>" * 15_000,
    "bullets": "<p>· Tea</p>" * 9_000,
    "bullets, line by line": "<p>" + "<br>".join(["· Tea"] * 15_000),
    "pictures of one figure": "<figure>" + "<img src='https://o.example/a.jpg'>" * 15_000,
    "comments without an end": "<!-- > " * 15_000,
    "comments of blocks without an end": '<!-- wp:block {"ref":1' * 15_000,
    "tags without an end": "<p " * 15_000,
    "a caption with comments": f"[caption]<img src='https://o.example/a.jpg'>{'<!-- > ' * 15_000}[/caption]",
}


@pytest.mark.parametrize("name", LONG)
def test_what_is_long_takes_a_time_in_proportion(name: str) -> None:
    began = time.process_time()
    convert(LONG[name])
    assert time.process_time() - began < SECONDS


def test_tags_without_an_end_by_the_thousand_are_words() -> None:
    assert "Tea" in convert(f"{'<p ' * 3_000}Tea").markdown
