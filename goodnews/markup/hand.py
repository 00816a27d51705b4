"""A helping process of `many`: texts come in as JSON, HTML goes out as JSON."""

import json
import sys

from goodnews.markup.many import Text, render_all


def main() -> None:
    """Render what is read from standard input."""
    texts = [
        Text(source, tuple(photos), bool(interview))
        for source, photos, interview in json.load(sys.stdin.buffer)
    ]
    bodies = [[body.html, *body.placed] for body in render_all(texts)]
    sys.stdout.buffer.write(json.dumps(bodies).encode())


if __name__ == "__main__":
    main()
