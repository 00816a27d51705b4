"""Which networks are on: those whose credentials are in the environment."""

from collections.abc import Mapping

from goodnews.announce.network import Network
from goodnews.announce.networks.x import DEFAULT_BASE, X, XKeys
from goodnews.problems import Trouble

X_NAMES = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")


def enabled_networks(environ: Mapping[str, str]) -> list[Network]:
    """The networks this environment has credentials for.

    Raises:
        Trouble: a network has some of its credentials but not all.
    """
    networks: list[Network] = []
    if found := _all_or_none("X", X_NAMES, environ):
        networks.append(X(XKeys(*found), base=environ.get("X_API_BASE") or DEFAULT_BASE))
    return networks


def _all_or_none(label: str, names: tuple[str, ...], environ: Mapping[str, str]) -> tuple[str, ...]:
    missing = [name for name in names if not environ.get(name, "").strip()]
    if missing and len(missing) < len(names):
        raise Trouble(
            f"{label} has some of its credentials, but not {', '.join(missing)}.",
            "Set them all, or none to leave that network off.",
        )
    return () if missing else tuple(environ[name].strip() for name in names)
