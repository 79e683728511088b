"""Which addresses are let through, and how they are shown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.formats.links import display_link, is_linkedin, normalise_link, safe_link

ALLOWED = {"http", "https", "mailto", "tel"}
PIECES = [
    *("http", "https", "mailto", "tel", "javascript", "data", "java", "script", "vbscript"),
    *(":", "/", "//", "\\", "@", "#", "?", ".", "-", "[::1]", "example.org", "%6a", "+1"),
    *("\n", "\t", "\r", "\0", "\x01", " ", "\xa0", "\u200b", "\u202e", "\u2028", "／", "ｊ", "ü"),
]
tricks = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))


def scheme_in_a_browser(text: str) -> str | None:
    """The scheme after what the URL standard does first: trim, then drop tabs and line breaks."""
    trimmed = text.strip("".join(map(chr, range(0x21))))
    match = re.match("([a-z][a-z0-9+.-]*):", re.sub("[\t\n\r]", "", trimmed), re.IGNORECASE)
    return match[1].lower() if match else None


@given(tricks)
@example("java\nscript:alert(1)")
@example("\x01javascript:alert(1)")
def test_nothing_passes_that_a_browser_would_take_for_another_scheme(text: str) -> None:
    link = safe_link(text)
    if link is not None:
        assert scheme_in_a_browser(text) in ALLOWED
        assert scheme_in_a_browser(link) == link.partition(":")[0]


@given(tricks)
def test_a_normalised_link_is_a_safe_link_and_stays_as_it_is(text: str) -> None:
    link = normalise_link(text)
    if link is not None:
        assert safe_link(link) == link
        assert normalise_link(link) == link
        assert not re.search(r"[\s\\\x00-\x20]", link)


@given(tricks)
def test_every_text_can_be_displayed_shortly(text: str) -> None:
    assert len(display_link(text)) <= 48


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" HTTP://Example.ORG:8080/Path\n", "http://example.org:8080/Path"),
        ("https://müller.example.org/ü", "https://müller.example.org/ü"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("MailTo:asha@example.org?subject=Hi", "mailto:asha@example.org?subject=Hi"),
        ("tel:+1-555-0100;ext=7", "tel:+1-555-0100;ext=7"),
    ],
)
def test_a_safe_link_keeps_all_but_the_case_of_scheme_and_host(text: str, link: str) -> None:
    assert safe_link(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "intent://scan#Intent;end",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https:/example.org",
        "https:///example.org",
        "https://",
        "https://?q",
        "https://user:word@example.org/",
        "https://example.org\\@example.net/",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/a\u202eb",
        "https://exam\u200bple.org/",
        "https://example.org:99999/",
        "https://example.org%2eexample.net/",
        "https://example.org\ud800/",
        "mailto:",
        "mailto:@",
        "mailto:?subject=Hi",
        "tel:",
        "tel:call-me",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    assert safe_link(text) is None


def test_an_address_typed_without_scheme_gets_https() -> None:
    assert normalise_link("linkedin.com/in/x") == "https://linkedin.com/in/x"
    assert normalise_link(" www.Example.org ") == "https://www.example.org"
    assert normalise_link("example.org:8080/a") == "https://example.org:8080/a"


@pytest.mark.parametrize("text", ["asha", "asha@example.org", "1.5", "a..org", ".org", "hi there"])
def test_words_are_not_made_into_links(text: str) -> None:
    assert normalise_link(text) is None


@pytest.mark.parametrize(
    ("url", "is_it"),
    [
        ("https://linkedin.com/in/x", True),
        ("HTTPS://IN.LinkedIn.com:443/in/x", True),
        ("https://evil-linkedin.com/in/x", False),
        ("https://linkedin.com.example.org/in/x", False),
        ("https://linkedin.com@example.org/", False),
        ("https://example.org/linkedin.com", False),
        ("javascript://linkedin.com/%0aalert(1)", False),
    ],
)
def test_linkedin_is_known_by_its_host(url: str, is_it: bool) -> None:
    assert is_linkedin(url) is is_it


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.linkedin.com/in/asharao/?utm_source=share", "linkedin.com/in/asharao"),
        ("https://example.org/?p=12", "example.org/?p=12"),
        ("https://example.org/", "example.org"),
        ("mailto:asha@example.org?subject=Hi", "asha@example.org"),
        ("tel:+1-555-0100;ext=7", "+1-555-0100"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://example.org/" + "a" * 60, "example.org/" + "a" * 35 + "…"),
    ],
)
def test_a_link_is_shown_shortly_with_its_host_first(url: str, shown: str) -> None:
    assert display_link(url) == shown


def test_a_very_long_address_is_checked_to_its_end() -> None:
    """Where the time grew with the square of the length, this would take hours."""
    assert safe_link("https://" + "a." * 1_000_000 + "!") is None
    assert normalise_link("a." * 1_000_000 + "!") is None
