"""Announcing from GitHub's machines."""

import pytest

from goodnews.commands.announce import is_idle_runner


@pytest.mark.parametrize(
    ("environ", "idle"),
    [
        ({}, False),
        ({"GITHUB_ACTIONS": "true"}, True),
        ({"GITHUB_ACTIONS": "true", "X_API_KEY": ""}, True),
        ({"GITHUB_ACTIONS": "true", "X_API_KEY": "a"}, False),
        ({"X_API_KEY": "a"}, False),
    ],
)
def test_a_runner_without_any_network_does_not_rehearse(environ: dict[str, str], idle: bool) -> None:
    """GitHub hands over a secret that is not set as an empty text."""
    assert is_idle_runner(environ) is idle
