"""What stands around a feed's items, written by feedgen once for each kind of channel.

A site has hundreds of channels that differ in their names and addresses, and in nothing else.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime

from .blanks import Form, blank, has_blanks
from .channel import Channel

_DATE = re.compile(b"<lastBuildDate>[^<]*</lastBuildDate>")


class Envelopes:
    """Writes feeds without items, and remembers those of each kind.

    Args:
        write: writes one as a whole: a channel, and when its newest item was last touched.
    """

    def __init__(self, write: Callable[[Channel, datetime | None], bytes]) -> None:
        self._write = write
        self._forms: dict[Channel, Form | None] = {}

    def envelope(self, channel: Channel, changed: datetime | None) -> bytes:
        """Write a feed without items; the same bytes as when it is written as a whole."""
        words = {
            "title": channel.title,
            "description": channel.description,
            "address": channel.address,
            "home": channel.home,
            "current": channel.current,
        }
        if channel.older is not None:
            words["older"] = channel.older
        # What is not there is left out by feedgen, or refused.
        form = self._form_for(channel, changed) if changed and all(words.values()) else None
        if form is None or changed is None:
            return self._write(channel, changed)
        return form.fill(words | {"changed": format_datetime(changed)})

    def _form_for(self, channel: Channel, changed: datetime) -> Form | None:
        """The form of a channel's kind, made when the first of them is asked for."""
        kind = replace(
            channel,
            title=blank("title"),
            description=blank("description"),
            address=blank("address"),
            home=blank("home"),
            current=blank("current"),
            older=channel.older and blank("older"),
        )
        if kind not in self._forms:
            self._forms[kind] = self._form(kind, changed)
        return self._forms[kind]

    def _form(self, kind: Channel, changed: datetime) -> Form | None:
        """The form of a kind; none if words that all its channels share look like a blank."""
        if has_blanks(replace(kind, title="", description="", address="", home="", current="", older=None)):
            return None
        dated = f"<lastBuildDate>{blank('changed')}</lastBuildDate>".encode()
        document, dates = _DATE.subn(dated, self._write(kind, changed))
        # Once, or this is not the feedgen we know: then it may write each feed itself.
        return Form.of(document) if dates == 1 else None
