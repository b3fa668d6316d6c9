"""One spelling for values that people write in many ways."""

from __future__ import annotations

from reftel import vocabulary


def addressee_value(name: str, sender: str | None = None) -> str:
    """One value for all spellings of an addressee: the post's code; else the name itself.

    `sender` is the code of the post that sent the telegram: another government's means its own posts.
    """
    post = vocabulary.post_addressed(name, sender)
    return post.code if post else " ".join(name.upper().split())


def mark_value(text: str) -> str:
    """A portion mark in one spelling: ``c // nf`` → ``mark=C/NF``."""
    return "mark=" + "".join(text.upper().split()).strip("()").replace("//", "/")
