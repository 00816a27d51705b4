"""The site's icon: a speech bubble in the Trust's colour with its initials."""

from markupsafe import escape

_BUBBLE = "M10 2h44a8 8 0 0 1 8 8v32a8 8 0 0 1-8 8H30L16 62V50h-6a8 8 0 0 1-8-8V10a8 8 0 0 1 8-8z"


def draw_icon(letters: str, accent: str) -> bytes:
    """The bubble as a file of its own, for the browser's tab."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<path fill="{accent}" d="{_BUBBLE}"/><text x="32" y="35" text-anchor="middle" fill="#fff" '
        'font-family="-apple-system,Segoe UI,Roboto,Arial,sans-serif" font-weight="800" font-size="24">'
        f"{escape(letters)}</text></svg>\n"
    ).encode()
