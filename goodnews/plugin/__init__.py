"""The site as a Pelican plugin: the only rooms that import Pelican."""

from pelican import Pelican, signals

from goodnews.plugin.generator import SiteGenerator
from goodnews.plugin.request import BuildReport, BuildRequest
from goodnews.plugin.templates import JINJA
from goodnews.plugin.writer import SiteWriter

__all__ = ["BuildReport", "BuildRequest", "register"]


def _generators(_pelican: Pelican) -> type[SiteGenerator]:
    return SiteGenerator


def _writer(_pelican: Pelican) -> type[SiteWriter]:
    return SiteWriter


def _settings(pelican: Pelican) -> None:
    pelican.settings["JINJA_ENVIRONMENT"] = {**pelican.settings["JINJA_ENVIRONMENT"], **JINJA}


def register() -> None:
    """Connect to Pelican. The receivers stay at module level, because signals hold them weakly."""
    signals.initialized.connect(_settings)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
