"""Real networks' stand-ins, a real git remote and the live site together."""

import subprocess
from pathlib import Path

from tests.announce.fakes import bluesky, facebook, mastodon, notify, webhook, x


def git(where: Path, *arguments: str) -> str:
    """What git answers in a repository or a folder."""
    done = subprocess.run(["git", "-C", str(where), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def make_remote(root: Path) -> Path:
    """A bare repository beside the project, which is a clone with it as `origin`."""
    remote = root.parent / "remote.git"
    git(root, "init", "-q", "--bare", str(remote))
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", str(remote))
    return remote


def x_keys(url: str) -> dict[str, str]:
    return {
        "X_API_BASE": url,
        "X_API_KEY": x.KEYS.key,
        "X_API_SECRET": x.KEYS.secret,
        "X_ACCESS_TOKEN": x.KEYS.token,
        "X_ACCESS_TOKEN_SECRET": x.KEYS.token_secret,
    }


def bluesky_keys(url: str) -> dict[str, str]:
    return {"BLUESKY_BASE": url, "BLUESKY_HANDLE": bluesky.HANDLE, "BLUESKY_APP_PASSWORD": bluesky.PASSWORD}


def mastodon_keys(url: str) -> dict[str, str]:
    return {"MASTODON_BASE": url, "MASTODON_ACCESS_TOKEN": mastodon.TOKEN}


def facebook_keys(url: str) -> dict[str, str]:
    return {"FACEBOOK_BASE": url, "FACEBOOK_PAGE_ID": facebook.PAGE, "FACEBOOK_PAGE_TOKEN": facebook.TOKEN}


def webhook_keys(url: str) -> dict[str, str]:
    return {"WEBHOOK_URL": f"{url}/services/planted-webhook-path", "WEBHOOK_SECRET": webhook.SECRET}


def notify_keys(url: str, people: str) -> dict[str, str]:
    return {
        "NOTIFY_BASE": url,
        "NOTIFY_API_KEY": notify.KEY,
        "NOTIFY_EMAIL_TEMPLATE": notify.EMAIL,
        "NOTIFY_TEXT_TEMPLATE": notify.TEXT,
        "NOTIFY_RECIPIENTS": people,
        "NOTIFY_HASH_KEY": "planted-hash-key-0123456789",
    }


def everything_in(remote: Path) -> str:
    """All that the remote holds, history included, as text."""
    return git(remote, "log", "--all", "-p", "--format=%H %an %ae %s %b")
