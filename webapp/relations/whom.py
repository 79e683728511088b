"""Whom a letter speaks to: a program director, an attending, a resident, an alum, a peer."""

import re

from webapp.contacts.model import Contact
from webapp.contacts.search import fold

_TITLES = {
    "program_director": r"program(?:me)? director|residency director|\bpd\b|\bapd\b",
    "resident": r"\bresident\b|\bpgy|\bintern\b|\bfellow\b",
    "peer": r"\bstudent\b|\bms ?[1-4]\b|\bimg\b|applicant|observer|extern\b",
    "attending": r"attending|physician|hospitalist|consultant|faculty|professor|chief|surgeon"
    r"|specialist|ologist\b|iatrician\b|chair|internist",
}
"""What tells a relation in a title, the most telling first."""


def relation_of(contact: Contact, my_school: str) -> str:
    """One of contacts.model.RELATIONS as corrected, else as stage, school and title tell.

    Empty where they tell nothing.
    """
    if contact.relation:
        return contact.relation
    if contact.stage in ("alum", "peer"):
        return contact.stage
    title = fold(contact.title)
    by_title = next((one for one, words in _TITLES.items() if re.search(words, title)), "")
    if by_title != "peer" and is_same_school(contact.school, my_school):
        return "alum"
    return by_title


def is_same_school(one: str, other: str) -> bool:
    """Whether two names are of the same school: case, accents, and "University" aside."""
    kept, known = _school(one), _school(other)
    return bool(kept) and bool(known) and (kept <= known or known <= kept)


def _school(name: str) -> set[str]:
    words = re.findall(r"\w+", fold(name).replace("'", "").replace("’", ""))
    common = {"university", "school", "of", "medicine", "medical", "college", "the", "faculty"}
    return set(words) - common
