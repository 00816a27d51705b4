"""The practice network: X's API on this machine only, as strict as the real one, with a page to look at."""

from goodnews.announce.practice.server import PRACTICE_KEYS, PracticeServer
from goodnews.announce.practice.timeline import Timeline

__all__ = ["PRACTICE_KEYS", "PracticeServer", "Timeline"]
