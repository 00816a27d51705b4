"""X's weighted length, rule by rule of twitter-text's third configuration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.posts import count_x

ADDRESS = "https://stories.merrowdale.example/stories/2026/a-night/"

CHARACTERS = {
    "nothing": ("", 0),
    "plain letters": ("Hello", 5),
    "a line's end, however it is written": ("a\r\nb", 3),
    "accented letters": ("Dŵr, tŷ, té", 11),
    "an accent of its own, put on its letter first": ("cafe\u0301", 4),
    "the last light character of the first range": ("\u10ff", 1),
    "the first heavy one": ("\u1100", 2),
    "a thin space": ("\u2009", 1),
    "a joiner, the last of the second range": ("\u200d", 1),
    "a mark of direction, just behind it": ("\u200e", 2),
    "a dash and curly quotes": ("–“it’s”", 7),
    "an ellipsis, just behind them": ("…", 2),
    "a prime": ("\u2032", 1),
    "Chinese": ("日本", 4),
    "a letter of an old alphabet": ("\U00010900", 2),
}
EMOJI = {
    "a face": ("😷", 2),
    "a hand with a colour of skin": ("👋🏽", 2),
    "a family joined of three": ("👩‍👩‍👧", 2),
    "a nurse with a colour of skin": ("🧑🏿‍⚕️", 2),
    "a heart on fire": ("❤️‍🔥", 2),
    "a heart, coloured or not": ("❤️❤", 4),
    "a flag of two letters": ("🇬🇧🇮🇪", 4),
    "the flag of Wales": ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2),
    "a keycap": ("7️⃣", 2),
    "a digit alone": ("7", 1),
    "a sign of copyright": ("©", 2),
    "among words": ("Tea 🫖 time", 11),
}
LINKS = {
    "a long address": (ADDRESS, 23),
    "a short one": ("http://a.uk", 23),
    "among words": (f"A {ADDRESS} b", 27),
    "with a port, a query and a place": ("https://a.uk:8080/b?c=d&e=f#g", 23),
    "a full stop behind it stays outside": ("See https://a.uk/b.", 28),
    "brackets around it stay outside": ("(https://a.uk/b)", 25),
    "two": ("https://a.uk https://b.uk", 47),
    "capitals": ("HTTPS://A.UK/B", 23),
    "a bare domain": ("see example.com", 27),
    "a hospital's": ("example.nhs.uk", 23),
    "a hospital's, with www": ("www.merrowdale-hospitals.nhs.uk", 23),
    "a hospital's, with a page": ("example.nhs.uk/a/page?b=c", 23),
    "a bare domain's query without a page stays outside": ("example.com?q=1", 27),
    "a Welsh one": ("stories.merrowdale.cymru", 23),
    "an accented one": ("https://tŷ.cymru/", 23),
    "a domain, then a sentence": ("example.com.Then", 28),
    "Chinese right behind a domain": ("example.com中国", 27),
    "Chinese right before a domain": ("中国example.com", 27),
    "an email address is none": ("stories@merrowdale.nhs.uk", 25),
    "a hashtag is none": ("#example.com", 12),
    "a mention is none": ("@ward7", 6),
    "a number is none": ("36.6 and 1.5", 12),
    "an abbreviation is none": ("e.g. at 7.30am", 14),
}
DOUBTFUL = {
    "perhaps a top-level domain": ("ward.hospital", 24),
    "a space forgotten": ("Thank you.Everybody", 6 + 24),
    "a long word, if it is no domain": ("a.Supercalifragilisticexpialidocious", 36),
    "an address in another alphabet": ("https://日本.jp", 23 + 4 + 3),
}


@pytest.mark.parametrize(
    ("text", "length"),
    [*CHARACTERS.values(), *EMOJI.values(), *LINKS.values()],
    ids=[*CHARACTERS, *EMOJI, *LINKS],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert count_x(text) == length


@pytest.mark.parametrize(("text", "length"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_in_doubt_a_text_counts_as_longer(text: str, length: int) -> None:
    assert count_x(text) == length


@given(st.text(st.characters(exclude_characters="."), max_size=40).map(str.strip))
def test_a_link_behind_any_words_adds_itself(words: str) -> None:
    assert count_x(f"{words} {ADDRESS}") == count_x(words) + 1 + 23
