"""What WordPress does to a text before it is HTML: comments of the block editor, shortcodes, videos."""

import re
from html import escape

from goodnews.importers.wordpress.addresses import video_address
from goodnews.metadata import unescape

_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY_BLOCK = re.compile(r"<!-- wp:(?!more|nextpage|separator|spacer)([a-z][a-z0-9/-]*) [^>]*/-->")
_NO_TAG = re.compile(r"<(?=!\[|!--)")
_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\[\]]*)\]((?:(?!\[(?:wp_)?caption).)*?)\[/(?:wp_)?caption\]",
    re.DOTALL | re.IGNORECASE,
)
_CAPTION_BEFORE_2012 = re.compile(r"""\bcaption\s*=\s*(["'])(.*?)\1""", re.DOTALL)
_PICTURE_FIRST = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_GALLERY = re.compile(r"\[gallery\b([^\[\]]*)\]", re.IGNORECASE)
_IDS = re.compile(r"""\bids\s*=\s*["'“”]?([\d,\s]+)""")
_EMBED = re.compile(r"\[(embed|video|audio|youtube|vimeo)\b([^\[\]]*)\](?:([^\[]*)\[/\1\])?", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9]*(?:[-_]+[a-z0-9]+)*)(\s[^\[\]]*)?\](?!\()", re.IGNORECASE)
_SETTING = re.compile(r"""[^<]*[\w-]\s*=\s*["'“”‘’\w<]""")
_WORDS = re.compile(
    r"""\b(?:title|subtitle|heading|text|button_text|content|caption|label|cite|author|description|quote|alt)"""
    r"""\s*=\s*(["'])(?!(?:true|false|yes|no)\1)(?P<words>.*?)\1""",
    re.IGNORECASE | re.DOTALL,
)
"""Settings whose words readers saw."""
_PICTURES = re.compile(
    r"""\b(?:src|image|images|image_url|photo)\s*=\s*["']?(?:(?P<numbers>\d[\d,\s]*)["'\s]|"""
    r"""(?P<url>https?://[^\s"']+\.(?:jpe?g|png|gif|webp)\b[^\s"']*))""",
    re.IGNORECASE,
)
_ALT = re.compile(r"""\balt\s*=\s*(["'])(?P<alt>.*?)\1""", re.IGNORECASE | re.DOTALL)
_BACKGROUND = re.compile(
    r"""<[a-z]+\b[^<>]*background-image:\s*url\((?:&quot;|["'])?(?P<url>https?://[^\s"'()<>&]+)[^<>]*>""",
    re.IGNORECASE,
)
_LANGUAGES = re.compile(r"\[:(?:en|cy)?\]|<!--:(?:en|cy)?-->", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s\"'<>\]]+")
_ALONE = re.compile(r"^[ \t]*+(?:<p[^>]*>\s*+)?(https?://[^\s<>\"']+)(?:\s*+</p>)?+[ \t]*+$", re.MULTILINE)
_BLOCKS = (
    "address|article|aside|blockquote|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|iframe|legend|li|main|nav|object|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|"
    "audio|video"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b[^>]*>", re.IGNORECASE)
_AS_IT_IS = re.compile(r"<(pre|script|style|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_TWO_BREAKS = re.compile(r"<br\b[^>]*>\s*<br\b[^>]*>(?:\s*<br\b[^>]*>)*", re.IGNORECASE)
_BREAK_AND_LINE = re.compile(r"(<br\b[^>]*>)\s*\n", re.IGNORECASE)


def as_html(text: str, left_out: list[str]) -> str:
    """Give the HTML that WordPress would have shown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    left_out += [f"the block “{block[1]}”" for block in _EMPTY_BLOCK.finditer(text)]
    if re.search(r"\[:(?:en|cy)\]|<!--:(?:en|cy)-->", text):
        left_out.append("marks of a plugin that keeps two languages in one text; part them by hand")
        text = _LANGUAGES.sub("\n\n", text)
    text = without_comments(text)
    text = _BACKGROUND.sub(lambda tag: f'{tag[0]}<img src="{escape(tag["url"])}">', text)
    text = _NO_TAG.sub("&lt;", text)
    blocks: list[str] = []

    def keep(match: re.Match[str]) -> str:
        blocks.append(match[0])
        mark = f"<pre data-kept={len(blocks) - 1}>"
        return f"\n\n{mark}\n\n" if match[1].lower() == "pre" else mark

    text = _AS_IT_IS.sub(keep, text)
    text = _CAPTION.sub(_figure, text)
    text = _GALLERY.sub(lambda match: _gallery(match, left_out), text)
    text = _EMBED.sub(lambda match: _embed(match, left_out), text)
    text = _ALONE.sub(
        lambda match: _element("iframe", match[1]) if video_address(match[1]) else match[0], text
    )
    text = _SHORTCODE.sub(_with_pictures, text)
    text = _paragraphs(without_shortcodes(text, left_out))
    return re.sub(r"<pre data-kept=(\d+)>", lambda match: blocks[int(match[1])], text)


def without_comments(text: str) -> str:
    """Drop comments that have an end; looking for one that is not there takes long where many begin."""
    end = text.rfind("-->") + len("-->")
    return f"{_COMMENTS.sub('', text[:end])}{text[end:]}"


def without_shortcodes(text: str, left_out: list[str]) -> str:
    """Drop and name what is left of shortcodes. Somebody's “[laughs]” is text and stays.

    A shortcode has a hyphen or an underscore in its name, settings after it, or an end of its own.
    """
    ended = {match[2].lower() for match in _SHORTCODE.finditer(text) if match[1]}

    def drop(match: re.Match[str]) -> str:
        name, settings = match[2].lower(), match[3] or ""
        if _BLOCK.search(settings) or not (
            name in ended or re.search(r"[-_]", name) or _SETTING.match(settings)
        ):
            return match[0]
        if name != "caption" and not match[1]:
            # What stands between a shortcode and its end came along, and so did the pictures of others.
            has_pictures = _PICTURES.search(settings) is not None
            lost = _PICTURES.sub(" ", _ALT.sub(" ", settings)) if has_pictures else settings
            said = [f"“{' '.join(unescape(words['words']).split())}”" for words in _WORDS.finditer(lost)]
            said += [link[0] for link in _LINK.finditer(lost)]
            if said or not (has_pictures or name in ended):
                more = f" ({', '.join(said)})" if said else ""
                left_out.append(f"the shortcode “{name}”{more}")
        # Between two of them a new part of the page begins.
        is_beside = (
            text[match.end() : match.end() + 1] == "[" or text[match.start() - 1 : match.start()] == "]"
        )
        return "\n\n" if is_beside else ""

    return _SHORTCODE.sub(drop, text)


def _with_pictures(match: re.Match[str]) -> str:
    """A shortcode with the pictures behind it that a page builder's settings name."""
    pictures = _PICTURES.search(match[3] or "")
    if not pictures:
        return match[0]
    alt = _ALT.search(match[3])
    sources = [("", number) for number in re.findall(r"\d+", pictures["numbers"] or "")]
    sources += [(pictures["url"], "")] if pictures["url"] else []
    shown = (
        f'<img class="wp-image-{number}" src="{escape(url)}" alt="{escape(alt["alt"]) if alt else ""}">'
        for url, number in sources
    )
    return f"{match[0]}\n\n" + "\n\n".join(shown) + "\n\n"


def _figure(match: re.Match[str]) -> str:
    parts, set_apart = _PICTURE_FIRST.fullmatch(match[2]), _CAPTION_BEFORE_2012.search(match[1])
    words = f" {set_apart[2]}" if set_apart else ""
    if not parts:
        return f"\n\n{match[2]}{words}\n\n"
    return f"\n\n<figure>{parts[1]}<figcaption>{parts[2].strip()}{words}</figcaption></figure>\n\n"


def _gallery(match: re.Match[str], left_out: list[str]) -> str:
    ids = _IDS.search(match[1])
    if not ids:
        left_out.append("a gallery that does not name its pictures")
        return ""
    numbers = re.findall(r"\d+", ids[1])
    return "\n\n" + "\n\n".join(f'<img class="wp-image-{number}" src="">' for number in numbers) + "\n\n"


def _embed(match: re.Match[str], left_out: list[str]) -> str:
    link = _LINK.search(f"{match[3] or ''} {match[2] or ''}")
    if link:
        return _element(match[1].lower() if match[1].lower() in {"video", "audio"} else "iframe", link[0])
    left_out.append(f"the shortcode “{match[1].lower()}”")
    return match[3] or ""


def _element(name: str, address: str) -> str:
    return f'\n\n<{name} src="{escape(address)}"></{name}>\n\n'


def _paragraphs(text: str) -> str:
    """Do what WordPress does when it shows a text: a blank line ends a paragraph, a newline a line.

    Two ends of lines are a blank line, and beside a newline one is only one.
    """
    text = _BREAK_AND_LINE.sub(r"\1", _TWO_BREAKS.sub("\n\n", text))
    text = _BLOCK.sub(lambda tag: f"{tag[0]}\n\n" if tag[0].startswith("</") else f"\n\n{tag[0]}", text)
    chunks = []
    for chunk in _BLANK_LINE.split(text):
        stripped = chunk.strip()
        if _BLOCK.match(stripped) or stripped.startswith("<pre "):
            chunks.append(stripped)
        elif stripped:
            chunks.append("<p>" + stripped.replace("\n", "<br>\n") + "</p>")
    return "\n\n".join(chunks)
