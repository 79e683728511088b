"""Addresses are built as Werkzeug builds them, by code that is made when one is asked for."""

from unittest.mock import patch

from flask import Flask, url_for
from werkzeug.routing import Rule

from webapp.routes import Route


def test_the_application_starts_without_code_for_addresses_that_nobody_asked_for(
    app: Flask,
) -> None:
    assert all(
        type(rule) is Route for rule in app.url_map.iter_rules() if rule.endpoint != "static"
    )
    small = Flask("small")
    small.url_rule_class = Route
    compiled = patch.object(Rule, "_compile_builder", autospec=True, side_effect=_compile_builder)
    with compiled as made, small.test_request_context():
        for number in range(5):
            small.add_url_rule(f"/c{number}/<token>", f"card{number}")
        assert made.call_count == 0
        for _ in range(2):
            assert url_for("card3", token="A é", kind="print") == "/c3/A%20%C3%A9?kind=print"
        assert made.call_count == 1


_compile_builder = Rule._compile_builder
