"""The ways to send a story: an editor with the template already in it, or a letter."""

from dataclasses import dataclass
from datetime import datetime

from goodnews.i18n import Messages
from goodnews.pages.outbound import mail_link, new_story_link
from goodnews.story import LONDON
from goodnews.trust import Trust


@dataclass(frozen=True)
class SubmitLinks:
    """The links to send something in; the editor is None when the Trust names no repository."""

    editor: str | None
    letter: str
    nominate: str


def submit_links(trust: Trust, t: Messages, now: datetime) -> SubmitLinks:
    """Prepare the links of the contribution page.

    The template is short, because an address can't be long; photos come second, in the same request.
    """
    today = now.astimezone(LONDON)
    template = t("story_template", day=f"{today:%Y}-MM-DD HH:MM", category=trust.categories[0])
    return SubmitLinks(
        new_story_link(trust, today.year, template),
        mail_link(trust.email, t("letter_subject"), t("letter_body")),
        trust.nominate_url or mail_link(trust.email, t("nominate_subject"), t("nominate_body")),
    )
