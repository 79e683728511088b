"""Every page there is, found from the routes, so that a new one cannot be forgotten."""

import re
from html import unescape
from pathlib import Path

from playwright.sync_api import APIRequestContext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

from tests.conftest import settings
from webapp import create_app

UNLINKED = {
    "/nothing-here",
    "/exchange/nothing",
    "/signin/reset/nothing",
    "/contacts?q=nobody-of-this-name",
}
"""Pages that no route tells of."""
# A page that is shown while work goes on, and leads elsewhere at once when there is none.
PASSING = {
    "imports.read",
    "imports.go_on",
    # These are reached by links that are mailed, or that only a visitor holds.
    "public_exchange.left",
    "recovery.reset",
    "digest_off.ask_off",
    "security.confirm_email",
}
HREF = re.compile(r'href="(/[^"#]*)')


def rules(folder: Path) -> Map:
    """The routes of the whole application."""
    return create_app(settings(f"sqlite:///{folder}/routes.sqlite", folder)).url_map


def every_page(url_map: Map, asked: APIRequestContext) -> list[str]:
    """One address for each route that gives a page; AssertionError names a route without one.

    `asked` is signed in, and the pages must show something of everything.
    """
    pages, missing = reachable_pages(url_map, asked)
    assert not missing, f"No page of the made-up season links to: {sorted(missing)}"
    return pages


def reachable_pages(url_map: Map, asked: APIRequestContext) -> tuple[list[str], set[str]]:
    """One address for each route that a person can reach, and the routes that nothing leads to.

    Routes with an id in them are found as a person finds them: by the links of the other pages.
    """
    wanted = [rule for rule in url_map.iter_rules() if _may_be_page(rule.rule, rule.methods)]
    waiting = [rule.rule for rule in wanted if not rule.arguments]
    found = {rule.endpoint: rule.rule for rule in wanted if not rule.arguments}
    pages: list[str] = []
    while waiting:
        path = waiting.pop()
        answer = asked.get(path, max_redirects=0)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        pages.append(path)
        for link in HREF.findall(answer.text()):
            endpoint = _endpoint(url_map, unescape(link))
            if endpoint and endpoint not in found:
                found[endpoint] = unescape(link)
                waiting.append(unescape(link))
    missing = {rule.endpoint for rule in wanted} - set(found) - PASSING
    return sorted({*pages, *UNLINKED}), missing


def _may_be_page(rule: str, methods: set[str] | None) -> bool:
    """What ends like a file is a download, which a file's own test looks at."""
    is_inner = rule.startswith(("/api/", "/static/", "/feeds/"))
    return "GET" in (methods or ()) and not is_inner and not re.search(r"\.\w+$", rule)


def _endpoint(url_map: Map, link: str) -> str | None:
    try:
        endpoint, _ = url_map.bind("localhost").match(link.split("?")[0])
    except (HTTPException, RequestRedirect):
        return None
    return str(endpoint)
