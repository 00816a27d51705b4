"""The texts that a story starts with, one a kind: for `./inv new`, and for the form that a phone is given."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

KINDS = ("story", "interview", "picture", "live", "invitation", "video", "audio", "quote", "thanks")
"""Each is a file beside this one; a writer learns no other fields than the ones in it."""

FORM_FOLDER = "your-title"
"""What a form's folder is called until somebody names it."""

_FORMS: Mapping[str, str] = MappingProxyType({"en": "form", "cy": "form.cy"})
_PHOTOS = re.compile(r"^photos:\n((?:  .*\n)+)", re.MULTILINE)


def template_text(kind: str) -> str:
    """Give the template of a kind, with `{title}` and `{date}` to fill in."""
    return files(__name__).joinpath(f"{kind}.md").read_text(encoding="utf-8")


def fill_template(
    text: str,
    title: str,
    moment: datetime | str,
    categories: Sequence[str] = (),
    hospitals: Sequence[str] = (),
    lang: str = "en",
) -> str:
    """Give a template its title and its date, and the Trust's own categories and hospitals to choose from.

    Where there are none, the template keeps its own; a story that says no language is in English.
    """
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    day = moment if isinstance(moment, str) else f"{moment:%Y-%m-%d %H:%M}"
    text = text.replace("{title}", quoted).replace("{date}", day)
    if categories:
        text = _choose(text, "category", categories)
        text = _choose(text, "hospital", hospitals)
    return text if lang == "en" else text.replace("\ndraft:", f"\nlang: {lang}\ndraft:", 1)


def name_photos(text: str, files: Sequence[str]) -> str:
    """Give a story's template its photos: what it says of its own, once for each file.

    A kind that has none gets the lines of a plain story.
    """
    if not files:
        return text
    block = _PHOTOS.search(text) or _PHOTOS.search(template_text("story"))
    entry = block[1] if block else ""
    named = (
        re.sub(r"file: .*", f"file: {_quoted(file)}".replace("\\", r"\\"), entry, count=1) for file in files
    )
    lines = f"photos:\n{''.join(named)}"
    if _PHOTOS.search(text):
        return _PHOTOS.sub(lambda _: lines, text, count=1)
    end = text.index("\n---\n", 3) + 1
    return text[:end] + lines + text[end:]


def _quoted(name: str) -> str:
    """A file's name as YAML reads it."""
    return name if re.fullmatch(r"[A-Za-z][\w.-]*", name) else "'" + name.replace("'", "''") + "'"


def story_form(lang: str, day: date | str, categories: Sequence[str], hospitals: Sequence[str]) -> str:
    """Give the story that somebody with a phone fills in: nothing in it has to be taken out.

    It is dated: nobody types a date on a phone who need not. Where there is a choice of hospitals none is
    chosen, as a wrong one is soon overlooked.
    """
    form = fill_template(template_text(_FORMS[lang]), "", f"{day} 09:00", categories, hospitals)
    return re.sub("^hospital: .*", "hospital:", form, flags=re.MULTILINE) if len(hospitals) != 1 else form


@cache
def all_templates() -> str:
    """Give every template's text, one after the other: to find in a story what nobody replaced."""
    return "\n".join(template_text(kind) for kind in (*KINDS, *_FORMS.values()))


def _choose(text: str, field: str, choices: Sequence[str]) -> str:
    """Offer a Trust's choices for a field above its line; the template's own is kept if it is one of them."""

    def line(match: re.Match[str]) -> str:
        if not choices:
            return ""
        chosen = match[1] if match[1] in choices else choices[0]
        offered = f"# {field}: {', '.join(choices)}\n" if len(choices) > 1 else ""
        return f"{offered}{field}: {chosen}\n"

    return re.sub(rf"^{field}: (.*)\n", line, text, flags=re.MULTILINE)
