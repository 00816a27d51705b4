"""Which networks are on: those whose credentials are in the environment."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from goodnews.announce.network import Network
from goodnews.announce.networks.bluesky import Bluesky
from goodnews.announce.networks.facebook import Facebook
from goodnews.announce.networks.mastodon import Mastodon
from goodnews.announce.networks.webhook import STYLES, Webhook, read_secret
from goodnews.announce.networks.x import X, XKeys
from goodnews.announce.policy import Clock
from goodnews.problems import CommandError

NAMES: Mapping[str, tuple[str, ...]] = {
    "X": ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET"),
    "Bluesky": ("BLUESKY_HANDLE", "BLUESKY_APP_PASSWORD"),
    "Mastodon": ("MASTODON_BASE", "MASTODON_ACCESS_TOKEN"),
    "Facebook": ("FACEBOOK_PAGE_ID", "FACEBOOK_PAGE_TOKEN"),
    "Webhook": ("WEBHOOK_URL", "WEBHOOK_SECRET"),
    "GOV.UK Notify": (
        "NOTIFY_API_KEY",
        "NOTIFY_EMAIL_TEMPLATE",
        "NOTIFY_TEXT_TEMPLATE",
        "NOTIFY_RECIPIENTS",
        "NOTIFY_HASH_KEY",
    ),
}
"""What switches each network on, all of a line together."""


def has_credentials(environ: Mapping[str, str]) -> bool:
    """Whether any network is meant to be on: one that lacks half of its credentials counts too."""
    names = (name for names in NAMES.values() for name in names if not name.endswith("_BASE"))
    return any(environ.get(name, "").strip() for name in names)


def enabled_networks(environ: Mapping[str, str], clock: Clock, root: Path) -> list[Network]:
    """The networks this environment has credentials for, Notify last because it takes longest.

    CommandError when a network has some of its credentials but not all, or one that can't be right.
    """
    networks: list[Network] = []
    if values := _all_or_none("X", environ):
        networks.append(X(XKeys(*values), base=_base(environ, "X_API_BASE", "https://api.x.com")))
    if values := _all_or_none("Bluesky", environ):
        base = _base(environ, "BLUESKY_BASE", "https://bsky.social")
        networks.append(Bluesky(values[0], values[1], base=base, now=clock.now))
    if values := _all_or_none("Mastodon", environ):
        networks.append(Mastodon(values[1], base=_base(environ, "MASTODON_BASE", ""), sleep=clock.sleep))
    if values := _all_or_none("Facebook", environ):
        base = _base(environ, "FACEBOOK_BASE", "https://graph.facebook.com/v26.0")
        networks.append(Facebook(values[0], values[1], base=base))
    if values := _all_or_none("Webhook", environ):
        networks.append(_webhook(environ, values[1]))
    if values := _all_or_none("GOV.UK Notify", environ):
        networks.append(_notify(environ, values, root))
    return networks


def _webhook(environ: Mapping[str, str], secret: str) -> Network:
    style = environ.get("WEBHOOK_STYLE", "").strip() or "json"
    try:
        read_secret(secret)
    except ValueError:
        raise CommandError("WEBHOOK_SECRET starts with whsec_ but is not base64.", "Copy it again.") from None
    if style not in STYLES:
        raise CommandError(f"WEBHOOK_STYLE is “{style}”.", f"Choose from {', '.join(STYLES)}.")
    return Webhook(_base(environ, "WEBHOOK_URL", ""), secret, style)


def _notify(environ: Mapping[str, str], values: tuple[str, ...], root: Path) -> Network:
    # Most Trusts do without it, and its library is slow to import.
    from goodnews.announce.networks import notify  # noqa: PLC0415

    key, email, text, listed, hash_key = values
    if len(key) < 74:
        message = "NOTIFY_API_KEY is not a key of GOV.UK Notify."
        raise CommandError(message, "Copy the whole key, name included.")
    lists = _lists("NOTIFY_RECIPIENTS", listed, root)
    everybody = [person for source in lists for person in notify.read_recipients(*source)]
    opt_outs = _lists("NOTIFY_OPT_OUTS", environ.get("NOTIFY_OPT_OUTS", "").strip(), root)
    gone = {person for source in opt_outs for person in notify.read_opt_outs(*source)}
    people = [person for person in everybody if person not in gone]
    base = _base(environ, "NOTIFY_BASE", "https://api.notifications.service.gov.uk")
    can_leave = environ.get("NOTIFY_UNSUBSCRIBE_LINK", "").strip().lower() == "yes"
    templates = notify.NotifyTemplates(email, text, can_leave)
    return notify.Notify(key, templates, people, notify.check_key(hash_key), base=base)


def _lists(name: str, value: str, root: Path) -> list[tuple[str, str]]:
    """Lists of people: in the variable itself, or in a file or a folder of files that git must not know."""
    if "@" in value or not any(mark in value for mark in "/\\."):
        return [(value, name)]
    file = Path(value).expanduser()
    file = file if file.is_absolute() else root / file
    if file.resolve().is_relative_to(root.resolve()):
        raise CommandError(
            f"The list of people that {name} names is inside the project's folder.",
            "Keep it somewhere else, where it can't get into git by mistake. Nothing was sent.",
        )
    try:
        files = sorted(path for path in file.iterdir() if path.is_file()) if file.is_dir() else [file]
        return [(path.read_text(encoding="utf-8-sig"), path.name) for path in files]
    except (OSError, UnicodeDecodeError):
        raise CommandError(
            f"The list of people that {name} names can't be read.", "Check where it is, and that it is text."
        ) from None


def _all_or_none(label: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    names = NAMES[label]
    # A server's address alone switches nothing on.
    missing = [name for name in names if not environ.get(name, "").strip()]
    set_ones = [name for name in names if name not in missing and not name.endswith("_BASE")]
    if missing and set_ones:
        raise CommandError(
            f"{label} has some of its credentials, but not {', '.join(missing)}.",
            "Set them all, or none to leave that network off.",
        )
    return () if missing else tuple(environ[name].strip() for name in names)


def _base(environ: Mapping[str, str], name: str, usual: str) -> str:
    """A server's address: https, or this machine; elsewhere a secret would go out for all to read."""
    base = environ.get(name, "").strip() or usual
    parts = urlsplit(base)
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        message = f"{name} is not an address that starts with https://."
        raise CommandError(message, "Check it. Nothing was posted.")
    return base
