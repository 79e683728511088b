"""Whatever is sent to the calls of this room, the answer is one that their description knows."""

from datetime import UTC, datetime

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.conftest import Person, at_most
from webapp.accounts.signing import issue_token
from webapp.db import db

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]


@pytest.mark.parametrize(
    ("path", "method"),
    [("/api/v1/sync", "POST"), ("/api/v1/captures/{op_id}", "PUT")],
)
def test_every_answer_is_described(app: Flask, asha: Person, path: str, method: str) -> None:
    with app.app_context():
        token = issue_token(db.session, asha.id, name="fuzz", now=datetime.now(UTC))
        db.session.commit()
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[path][method]

    @tries(max_examples=at_most(25), suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    check()
