"""Programs that share work among processes."""

from tests.apart import run_apart

HEAD = """
import json, os, signal, threading, time
from functools import partial
from goodnews.hands import *
"""


def run(program: str) -> object:
    """Run a program that has all that it needs of this room."""
    return run_apart(HEAD + program)
