"""Which addresses may be written into a file or shown as a link, and how they look."""

import re
from collections.abc import Callable

SURROUNDINGS = "".join(map(chr, [*range(0x21), *range(0x7F, 0xA1), 0x2028, 0x2029, 0xFEFF]))
# Browsers drop tabs and line breaks inside an address and read a backslash as a slash, so
# neither may stand in one; invisible and direction-changing characters hide the true host.
_UNSAFE = re.compile(
    r"[\\\x00-\x20\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)
_AUTHORITY = re.compile(
    r"//((?:\[[0-9a-f:.]+\]|\w[\w.-]*)(?::(\d{1,5}))?)(?![^/?#])", re.IGNORECASE
)
_TELEPHONE = re.compile(r"\+?[0-9*#(][0-9*#().-]*(?:;[a-z0-9+=.-]+)*", re.IGNORECASE)
_LONGEST_DISPLAY = 48


def safe_link(text: str) -> str | None:
    """The address if it is http, https, mailto or tel and means the same to every browser.

    Blanks around it are taken off, scheme and host put in lower case; all else stays. None for
    any other scheme, and for white space, control characters, backslashes, a user name before
    the host or a missing host (WHATWG URL, 4.4, is what a browser would make of those).
    """
    address = text.strip(SURROUNDINGS)
    if _UNSAFE.search(address):
        return None
    scheme, _, rest = address.partition(":")
    scheme = scheme.lower()
    check = _CHECKS.get(scheme)
    checked = check(rest) if check else None
    return f"{scheme}:{checked}" if checked else None


def normalise_link(text: str) -> str | None:
    """A safe link, also from an address typed without its scheme (`example.org/asha`)."""
    address = text.strip(SURROUNDINGS)
    link = safe_link(address)
    if link is None and _begins_with_domain(address):
        link = safe_link(f"https://{address}")
    return link


def is_linkedin(url: str) -> bool:
    """Whether an http or https address lies on linkedin.com or one of its country hosts."""
    scheme, _, rest = url.lower().partition(":")
    authority = _AUTHORITY.match(rest) if scheme in ("http", "https") else None
    host = authority[1].partition(":")[0] if authority else ""
    return host == "linkedin.com" or host.endswith(".linkedin.com")


def display_link(url: str) -> str:
    """A short form for the screen, such as `linkedin.com/in/asharao`; the host comes first.

    Text that is not a safe link is only shortened.
    """
    link = normalise_link(url)
    if link is None:
        return _shortened(url)
    scheme, _, rest = link.partition(":")
    if scheme in ("mailto", "tel"):
        return _shortened(re.split("[?;]", rest, maxsplit=1)[0])
    shown = rest.removeprefix("//").removeprefix("www.")
    if is_linkedin(link):
        shown = re.split("[?#]", shown, maxsplit=1)[0]
    return _shortened(shown.rstrip("/"))


def _web(rest: str) -> str | None:
    authority = _AUTHORITY.match(rest)
    if authority is None or int(authority[2] or 0) > 65535:
        return None
    return authority[0].lower() + rest[authority.end() :]


def _mail(rest: str) -> str | None:
    address = rest.partition("?")[0]
    return rest if "@" in address.strip("@") else None


def _telephone(rest: str) -> str | None:
    return rest if _TELEPHONE.fullmatch(rest) else None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "http": _web,
    "https": _web,
    "mailto": _mail,
    "tel": _telephone,
}


def _begins_with_domain(address: str) -> bool:
    labels = re.split("[/?#:]", address, maxsplit=1)[0].split(".")
    return len(labels) > 1 and all(labels) and labels[-1].isalpha() and len(labels[-1]) > 1


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_DISPLAY else text[: _LONGEST_DISPLAY - 1] + "…"
