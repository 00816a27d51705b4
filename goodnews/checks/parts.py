"""What a story's Markdown is made of: headings, links, pictures, paragraphs, each with its line."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from goodnews.checks.plain_marks import READ

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; level 2 is written `##`."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class LinkText:
    """A link: the words one clicks, and where it leads."""

    line: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture placed in the text."""

    line: int
    src: str
    alt: str


class Paragraph(NamedTuple):
    """Words that are read aloud: no addresses, no code, no marks of Markdown."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """All of a text's parts, each kind in order."""

    headings: tuple[Heading, ...] = ()
    links: tuple[LinkText, ...] = ()
    pictures: tuple[Picture, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    html: tuple[Paragraph, ...] = ()
    emphasised: tuple[Paragraph, ...] = ()


@dataclass
class Parts:
    """Parts as they are met."""

    headings: list[Heading] = field(default_factory=list)
    links: list[LinkText] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    html: list[Paragraph] = field(default_factory=list)
    emphasised: list[Paragraph] = field(default_factory=list)

    def prose(self) -> Prose:
        """All that was met."""
        return Prose(
            tuple(self.headings),
            tuple(self.links),
            tuple(self.pictures),
            tuple(self.paragraphs),
            tuple(self.html),
            tuple(self.emphasised),
        )

    def add_paragraph(self, text: str, line: int) -> None:
        """Take in a paragraph, unless there is nothing in it to be read aloud."""
        if words := text.strip():
            self.paragraphs.append(Paragraph(line, words))

    def read_plain(self, text: str, line: int) -> str:
        """Take in the marks of a text that has plain ones only; give its words."""

        def take(mark: re.Match[str]) -> str:
            at = line + text.count("\n", 0, mark.start())
            if (stressed := mark["stressed"]) is not None:
                if len(mark["sign"]) == 1:
                    self.emphasised.append(Paragraph(at, stressed.strip()))
                return stressed
            words, href = mark["words"], mark["href"]
            if mark["picture"]:
                self.pictures.append(Picture(at, href, words))
                return ""
            self.links.append(LinkText(at, words.strip(), href))
            return words

        return READ.sub(take, text) if "[" in text or "*" in text or "_" in text else text

    def read(self, tokens: "list[Token]", line: int) -> str:
        """Walk the inside of one block as it was parsed, counting its lines; give its words."""
        words: list[str] = []
        links: list[tuple[int, int, str]] = []
        slanted: list[tuple[int, int]] = []
        for token in tokens:
            match token.type:
                case "text":
                    words.append(token.content)
                case "softbreak" | "hardbreak":
                    words.append("\n")
                    line += 1
                case "link_open":
                    links.append((line, len(words), str(token.attrGet("href") or "")))
                case "link_close":
                    start, at, href = links.pop()
                    self.links.append(LinkText(start, "".join(words[at:]).strip(), href))
                case "em_open":
                    slanted.append((line, len(words)))
                case "em_close":
                    start, at = slanted.pop()
                    self.emphasised.append(Paragraph(start, "".join(words[at:]).strip()))
                case "image":
                    self.pictures.append(Picture(line, str(token.attrGet("src") or ""), token.content))
                case "html_inline":
                    self.html.append(Paragraph(line, token.content))
        return "".join(words)
