"""Figures for Prometheus: all workers together, and for this machine alone."""

import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from tests.serving import serving
from webapp import metrics

TOKEN = "a token of more than thirty-two characters"


def figures(text: str, name: str) -> dict[tuple[str, ...], float]:
    return {
        tuple(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def test_answers_are_counted_by_route_and_status(client: FlaskClient) -> None:
    def count() -> float:
        found = figures(client.get("/metrics").text, "hallway_requests_total")
        return found.get(("GET", "/healthz", "200"), 0.0)

    before = count()
    client.get("/healthz")
    client.get("/healthz")
    assert count() == before + 2


def test_no_address_that_holds_a_token_becomes_a_figure(client: FlaskClient) -> None:
    client.get("/c/a-secret-address")
    client.get("/nowhere-at-all")
    text = client.get("/metrics").text
    assert "a-secret-address" not in text
    assert "nowhere-at-all" not in text
    assert 'route="/c/<token>"' in text


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("192.0.2.7", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("192.0.2.7", {"Authorization": "Bearer another"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer "}, 404),
    ],
)
def test_the_figures_are_for_this_machine_or_for_who_has_the_token(
    peer: str,
    headers: dict[str, str],
    status: int,
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_token = replace(app.config["HALLWAY"], metrics_token=TOKEN)
    monkeypatch.setitem(app.config, "HALLWAY", with_token)
    answer = client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert answer.status_code == status


def test_without_a_token_in_the_settings_an_empty_one_opens_nothing(client: FlaskClient) -> None:
    far: dict[str, Any] = {"REMOTE_ADDR": "192.0.2.7"}
    for sent in ("Bearer ", "Bearer x", "Basic eDp5"):
        answer = client.get("/metrics", headers={"Authorization": sent}, environ_overrides=far)
        assert answer.status_code == 404


def test_what_earlier_workers_left_is_not_counted_again(tmp_path: Path) -> None:
    folder = Path(metrics.empty_folder(tmp_path))
    (folder / "counter_1.db").write_bytes(b"old")
    assert metrics.empty_folder(tmp_path) == str(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_one_worker_answers_for_all(tmp_path: Path) -> None:
    def get(path: str) -> str:
        with urllib.request.urlopen(server.url + path) as answer:
            return str(answer.read().decode())

    with serving(tmp_path, workers=2) as server:
        before = figures(get("/metrics"), "hallway_requests_total")
        for _ in range(40):
            get("/healthz")
        after = figures(get("/metrics"), "hallway_requests_total")
    key = ("GET", "/healthz", "200")
    assert after[key] == before[key] + 40
