"""Texts as people type them: sentences with Markdown in them, put together in every way; always the same."""

import random
from collections.abc import Callable

_VOCABULARY = """
the night ward team kettle garden porter sister choir visit tea cake Monday morning bed window lift soup hat
letter nurse smiled sang baked waited mended every our small kind again with for and
"""
_WORDS = tuple(_VOCABULARY.split())


def _forms(rows: str) -> tuple[str, ...]:
    r"""What stands between the dots; `\n` is the end of a line."""
    forms = [form for row in rows.strip("\n").split("\n") for form in row.split(" · ")]
    return tuple(form.replace(r"\n", "\n").replace(r"\t", "\t") for form in forms)


_INLINE = _forms(r"""
*very* kind · **Bring a cup** · _quite_ right · ***so*** proud · **7am:** handover · *Yes,* she said
~~Monday~~ Tuesday · `inv check` · [the rota](https://www.merrowdale.example/rota/) · [us](/about/)
https://www.merrowdale.example/visit_us/now · www.merrowdale.example/tea · tea@merrowdale.example
<https://www.merrowdale.example/> · #ThankYouNHS · @merrowdale · A&E · 5 < 6 · 2 * 3 * 4 · ward_7_rota
"quite so" · it's · rock 'n' roll · \*not this\* · H<sub>2</sub>O · &pound;5 · café · half&nbsp;past
(see [here](/a/).) · £1,000 - £2,000 · ~5 minutes · 3* hotel · *5 stars · [brackets] · C:\rota · 👏
**"Who?"** I said · (https://www.merrowdale.example/a) · e.g. www.merrowdale.example. · -- well -- · Tŷ'r
[tea](https://a.example/ "Tea") · <b>loud</b> · wo*r*d · **bold**text · a | b · 50% · &lt;3 · [x] done
""")
_BLOCKS = _forms(r"""
#TeamWard7 is proud · ##### A small heading · ## A heading ## · A heading\n--- · It was\n1985. A good year
--- · * * * · > {} \n> {} · > {}\n{} · ```\n{}\n\n- {}\n``` · {}\n```\n{}\n``` · {}\\n{}\\n{} · {}  \n{}
Times:\n| Day | Time |\n|-----|:----:|\n| Monday | {} | · Day | Time\n--- | ---\nMonday | {} · \- {}
– {} · 1\. {} · {}:\n- {}\n- {} · {}:\n1. {}\n2. {} · {}:\n2. {} · {}\n+ {}\n\n{} · - {}\n\n- {}\n- {}
• {}\n• {} · - {}\n\n  {}\n- {} · 1) {}\n2) {} · 10. {}\n11. {} · - {}\n{}\n- {}
1. {}\n   - {}\n   - {}\n2. {} · -{} · - {}\n  - {}\n    - {}\n- {} · * {}\n    * {}\n* {}
- {}\n   1. {}\n   2. {} · -\t{}\n\t- {} · - [ ] {}\n- [x] {} · <div>\n\n{}\n\n- {}\n\n</div>
<details>\n<summary>{}</summary>\n\n{}\n\n</details> · <p>{}</p>\n[a](/b/) · <!-- {} --> ·     {}
{}\n    {} · - {}\n  > {}\n- {} · 1. {}\n\n   ```\n   {}\n   ```\n2. {} · {}[^1]\n\n[^1]: {}
""")


def prose(number: int) -> str:
    """One text: from one to seven blocks, some of them without a blank line between."""
    chance = random.Random(number)
    text = _block(chance)
    for _ in range(chance.randrange(7)):
        text += chance.choice(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n")) + _block(chance)
    return text


def _block(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(("\n", " ")).join(_sentence(chance) for _ in range(chance.randint(1, 4)))
    form = chance.choice(_BLOCKS)
    return _filled(form, lambda: _sentence(chance))


def _filled(form: str, sentence: Callable[[], str]) -> str:
    return form.format(*(sentence() for _ in range(form.count("{}"))))


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(2, 9))]
    for _ in range(chance.choice((0, 0, 1, 2))):
        words.insert(chance.randint(0, len(words)), chance.choice(_INLINE))
    return " ".join(words) + chance.choice((".", ".", "!", "?", ""))
