"""The Trust's settings, typed, out of `pelicanconf.py` and `publishconf.py`; or refused in plain words."""

import hashlib
import re
import runpy
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from goodnews.problems import ContentError, Problem, Severity
from goodnews.setting_types import (
    Colour,
    Email,
    Host,
    Https,
    Logo,
    Pattern,
    Repository,
    SiteUrl,
    Text,
)

DEVELOPMENT = "pelicanconf.py"
PUBLIC = "publishconf.py"


class SiteConfig(BaseModel):
    """Everything about the Trust that the site says. A field `email` is the setting `TRUST_EMAIL`."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=lambda name: f"TRUST_{name.upper()}"
    )

    site_name: Text = Field(alias="SITENAME", description="The site's name")
    site_url: SiteUrl = Field(alias="SITEURL", description="The site's public address")
    name: Text = Field(description="The Trust's full name")
    short_name: Text = Field(description="What people call it")
    strapline: Text = Field(description="One sentence under the site's name")
    language: Literal["en", "cy"] = Field("en", description="en or cy")
    accent: Colour = Field(description="The one colour, checked for contrast")
    logo: Logo | None = Field(None, description="A logo file in theme/static")
    logo_dark: Logo | None = Field(None, description="The logo for dark screens, in theme/static")
    hospitals: tuple[Text, ...] = Field(description="The hospitals' names")
    teams: tuple[Text, ...] = Field((), description="Teams, when only these are right")
    categories: tuple[Text, ...] = Field(min_length=1, description="Kinds of story")
    categories_cy: Mapping[str, Text] = Field(
        default_factory=dict, description="What kinds of story are called in Welsh"
    )
    consent_pattern: Pattern | None = Field(None, description="How your consent forms are numbered")
    email: Email = Field(description="The communications team")
    stories_email: Email | None = Field(None, description="Where stories are sent by mail")
    mail_domains: tuple[Text, ...] = Field((), description="Whose mails become drafts by themselves")
    phone: str | None = Field(None, description="The communications team's telephone")
    address: str | None = Field(None, description="The postal address, on one line")
    confidential_email: Email = Field(description="Where somebody is told in confidence")
    confidential_phone: str | None = Field(None, description="The same by telephone")
    removal_email: Email = Field(description="Where somebody asks for a picture to be removed")
    repository: Repository | None = Field(
        None, description="owner/name on GitHub; edit and contribution links need it"
    )
    repository_visibility: Literal["public", "private"] | None = Field(
        None, description="public or private: who can read what is in it"
    )
    branch: Text = Field("main", description="The branch stories are merged into")
    editor: bool = Field(False, description="Whether the site has an editor for stories, at /edit/")
    editor_sign_in: Https | None = Field(
        None, description="Your own worker that signs people in to the editor"
    )
    nominate_url: Https | None = Field(None, description="Where colleagues are nominated for an award")
    newsletter_url: Https | None = Field(None, description="The Trust's own email list")
    x_handle: str | None = Field(None, description="The account on X, without @")
    bluesky_handle: str | None = Field(None, description="The account on Bluesky")
    mastodon_handle: str | None = Field(None, description="The account on Mastodon, @name@server")
    hub: Https | None = Field(None, description="A WebSub hub to ping, if any")
    feed_items: int = Field(20, ge=1, le=200, description="Stories in a feed")
    page_size: int = Field(12, ge=1, le=100, description="Stories on a listing page")
    privacy_email: Email | None = Field(None, description="The data protection officer, for the privacy page")
    complaints_form: Https | None = Field(None, description="The web form for complaints about data")
    log_days: int = Field(30, ge=0, description="How long your own server keeps readers' addresses")
    letter_months: int = Field(24, ge=1, description="How long letters about stories are kept")
    privacy_confirmed: date | None = Field(None, description="When the Trust confirmed the privacy page")
    host: Host = Field(
        "server", alias="TARGET", description="What serves the pages, by where the site is delivered"
    )
    accessibility_prepared: date | None = Field(
        None, description="When the accessibility statement was prepared"
    )
    accessibility_tested_by: Text | None = Field(
        None, description="Who last tested how accessible the site is"
    )
    accessibility_reviewed: date | None = Field(
        None, description="When the accessibility statement was last reviewed"
    )

    @property
    def digest(self) -> str:
        """A digest of all settings: what was made of the same content with the same is the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def initials(self) -> str:
        """One or two letters for icons, from the short name.

        "Merrowdale" gives `M`, "Great Tarn" gives `GT`.
        """
        return "".join(word[0] for word in self.short_name.split())[:2].upper()

    def category_name(self, category: str, lang: str) -> tuple[str, str]:
        """What a category is called on pages of a language, and the language of that name."""
        name = self.categories_cy.get(category) if lang == "cy" else None
        return (name, "cy") if name else (category, self.language)

    @property
    def logos(self) -> Mapping[str, str]:
        """The logo files in `theme/static`, by the setting that names each."""
        logos = {"TRUST_LOGO": self.logo, "TRUST_LOGO_DARK": self.logo_dark}
        return {setting: file for setting, file in logos.items() if file}

    @property
    def base(self) -> str:
        """The path that all links of the site start with: `/`, or `/stories/` for a site below a folder."""
        return f"{urlsplit(self.site_url).path.rstrip('/')}/"

    def url(self, path: str = "") -> str:
        """The absolute public address of a path of the site."""
        return f"{self.site_url}/{path.lstrip('/')}"


def config_from_settings(settings: Mapping[str, Any], file: str, source: str = "") -> SiteConfig:
    """Read the Trust's details out of Pelican's settings.

    `file` is the settings file's name for problems, `source` its text, so that a problem names the line.
    ContentError with a problem for each setting that is missing or wrong.
    """
    aliases = {str(info.alias) for info in SiteConfig.model_fields.values()}
    known = {name: settings[name] for name in aliases if name in settings}
    try:
        return SiteConfig.model_validate(known)
    except ValidationError as error:
        raise ContentError(
            _problem(detail, file, source) for detail in error.errors(include_url=False)
        ) from None


def _problem(error: Any, file: str, source: str) -> Problem:
    setting = str(error["loc"][0])
    fields = SiteConfig.model_fields.values()
    about = next((info.description for info in fields if info.alias == setting), None) or "a setting"
    message = {
        "plain": f"{setting} {error.get('ctx', {}).get('what', '')}.",
        "missing": f"{setting} is missing.",
    }.get(error["type"], f"{setting} can't be {error['input']!r}.")
    line = line_of_setting(source, setting)
    hint = f"What belongs there: {about[0].lower()}{about[1:]}."
    return Problem(file, line, Severity.ERROR, "site-settings", message, hint)


def line_of_setting(source: str, setting: str) -> int:
    """The line of a settings file that a setting is on; the first where it is on none."""
    lines = enumerate(source.splitlines(), 1)
    return next((number for number, text in lines if re.match(rf"{re.escape(setting)}\b", text)), 1)


def read_settings(root: Path, file: str = DEVELOPMENT) -> Mapping[str, Any]:
    """Run a settings file and give its names.

    ContentError when it, or the one it imports, is missing or no text, or is not Python; the problem names
    the line.
    """
    for name in dict.fromkeys((DEVELOPMENT, file)):
        _read_source(root, name)
    try:
        with _importable(root):
            return runpy.run_path(str(root / file))
    except (Exception, SystemExit) as error:  # noqa: BLE001
        # Whatever a settings file does wrong is the editor's to mend, and has a line.
        where, line = _position_of(error, root, file)
        raise _unreadable(where, line, *_explain(error)) from None


_REMEDIES = {
    "indent": "Start this line where the lines around it start; a setting has no spaces before it.",
    "invalid character": "Type this line's quotation marks again, as straight ones: \".",
    "leading zeros": 'Put a number that starts with 0 in quotes, like "01632 960000".',
    "is not defined": "Put words in quotes; yes, no and nothing are True, False and None.",
    "No module named": "Take this line out, or correct the name.",
}
"""What to do about a settings file, by what Python says of it."""


def _explain(error: BaseException) -> tuple[str, str]:
    """What Python says of a settings file, and what to do."""
    if isinstance(error, SyntaxError):
        reason, hint = error.msg, 'Write NAME = "value", close every quote and bracket, start a note with #.'
        if re.match("<{7}|={7}|>{7}", error.text or ""):
            hint = "Git left two versions here: keep one, and take out the lines of <<<, === and >>>."
    else:
        reason = str(error) if isinstance(error, NameError | ImportError) else repr(error)
        hint = "Correct this line, or put it back from git."
    hint = next((remedy for sign, remedy in _REMEDIES.items() if sign in reason), hint)
    return f"{reason.rstrip('.?')}.", hint


def _read_source(root: Path, file: str) -> str:
    """The text of a settings file."""
    try:
        data = (root / file).read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise _unreadable(file, 1, "it is missing.", "Put it back from git.") from None
    except OSError as error:
        reason = f"{error.strerror}."
        raise _unreadable(file, 1, reason, "See that it is a file, and that you may read it.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = "a character here is not UTF-8."
        raise _unreadable(file, line, reason, "Save the file again and choose the encoding UTF-8.") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _unreadable(file, line, "a character here can't be printed.", "Type the line again.")
    return text


def _unreadable(file: str, line: int, reason: str, hint: str) -> ContentError:
    message = f"This settings file can't be read: {reason}"
    return ContentError([Problem(file, line, Severity.ERROR, "site-settings", message, hint)])


def load_config(root: Path, file: str = DEVELOPMENT) -> SiteConfig:
    """Give the Trust's details as a settings file says them.

    ContentError when the file can't be read, or a setting is missing or wrong.
    """
    settings = read_settings(root, file)
    return config_from_settings(settings, DEVELOPMENT, _read_source(root, DEVELOPMENT))


def _position_of(error: BaseException, root: Path, file: str) -> tuple[str, int]:
    """The settings file and the line an error comes from."""
    if isinstance(error, SyntaxError) and error.filename:
        return Path(error.filename).name, error.lineno or 1
    trace, position = error.__traceback__, (file, 1)
    while trace:
        at = Path(trace.tb_frame.f_code.co_filename)
        if at.parent == root:
            position = (at.name, trace.tb_lineno)
        trace = trace.tb_next
    return position


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    """Let `publishconf.py` import `pelicanconf` afresh, and leave Python as it was."""
    before = list(sys.path)
    sys.path.insert(0, str(root))
    sys.modules.pop("pelicanconf", None)
    try:
        yield
    finally:
        sys.path[:] = before
        sys.modules.pop("pelicanconf", None)
