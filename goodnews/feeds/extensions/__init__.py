"""One small feedgen extension for each thing feedgen lacks; each names the fault it answers.

An extension is any class with `extend_ns` and `extend_rss`: feedgen makes one instance for a
channel or an item, keeps it as an attribute under its name, and calls it while writing.
The faults are those of feedgen 1.0.0.
"""

from .author import AuthorExtension
from .dated import DatedExtension
from .doorstep import DoorstepExtension
from .history import HistoryExtension
from .language import LanguageExtension
from .links import ATOM, LinksExtension
from .media import MediaExtension
from .nothing import NothingExtension
from .podcast import ITUNES, PodcastChannelExtension, PodcastItemExtension
from .stylesheet import StylesheetExtension
from .undated import UndatedExtension
from .updated import UpdatedExtension

__all__ = [
    "ATOM",
    "ITUNES",
    "AuthorExtension",
    "DatedExtension",
    "DoorstepExtension",
    "HistoryExtension",
    "LanguageExtension",
    "LinksExtension",
    "MediaExtension",
    "NothingExtension",
    "PodcastChannelExtension",
    "PodcastItemExtension",
    "StylesheetExtension",
    "UndatedExtension",
    "UpdatedExtension",
]
