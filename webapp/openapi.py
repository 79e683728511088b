"""The OpenAPI 3.1 text, generated from the models that check and answer the calls."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from webapp.api import Call
from webapp.errors import TITLES

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}

WAIT = {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 1}}
EVERY_CALL = (401, 429, 503)
"""Who is not signed in, who guessed too often, and a database that is busy: at any call."""
CHANGES = (403, 413, 415)
"""What was asked for by another site's page, what is too large, and what is packed."""


def describe(calls: Iterable[Call], version: str) -> dict[str, Any]:
    """The whole API as an OpenAPI document."""
    calls = list(calls)
    paths: dict[str, dict[str, Any]] = {}
    references, schemas = _schemas(calls)
    for call in calls:
        path = "/api/v1" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", call.rule)
        paths.setdefault(path, {})[call.method.lower()] = _operation(call, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hallway", "version": version},
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM},
            "responses": {str(status): _problem(status) for status in TITLES},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-hallway"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def _schemas(calls: list[Call]) -> tuple[dict[Any, Any], dict[str, Any]]:
    bodies: set[tuple[type[BaseModel], Any]] = {(c.body, "validation") for c in calls if c.body}
    answers: set[tuple[type[BaseModel], Any]] = {
        (model, "serialization") for call in calls for model in call.answers.values() if model
    }
    models = sorted(bodies | answers, key=lambda pair: (pair[0].__name__, pair[1]))
    references, definitions = models_json_schema(
        models, ref_template="#/components/schemas/{model}"
    )
    return dict(references), dict(definitions.get("$defs", {}))


def _operation(call: Call, references: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{call.method.lower()}{re.sub(r'[^a-z]+', '_', call.rule)}",
        "summary": call.summary,
        "parameters": _path_parameters(call.rule) + _query_parameters(call),
        "responses": {
            str(status): _answer(call, references[(model, "serialization")] if model else None)
            for status, model in call.answers.items()
            if status < 400
        },
    }
    if call.body is not None:
        schema = references[(call.body, "validation")]
        operation["requestBody"] = _body({"application/json": schema}, needed=call.body_needed)
    elif call.takes:
        operation["requestBody"] = _body({kind: _file(kind) for kind in call.takes}, needed=True)
    for status in _problems(call):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    return operation


def _body(contents: dict[str, Any], *, needed: bool) -> dict[str, Any]:
    content = {kind: {"schema": schema} for kind, schema in contents.items()}
    return {"required": needed, "content": content}


def _file(kind: str) -> dict[str, Any]:
    file = {"type": "string", "format": "binary"}
    if kind == "multipart/form-data":
        return {"type": "object", "required": ["file"], "properties": {"file": file}}
    return file


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    described: dict[str, Any] = {
        "description": TITLES[status],
        "content": {"application/problem+json": {"schema": schema}},
    }
    if status in {429, 503}:
        described["headers"] = {"Retry-After": WAIT}
    return described


def _problems(call: Call) -> list[int]:
    found = {*EVERY_CALL, *(status for status in call.answers if status >= 400)}
    if call.method != "GET":
        found |= {*CHANGES}
    if call.body is not None or call.query is not None or call.takes:
        found.add(422)
    if "<" in call.rule or call.body is not None:
        found.add(404)
    return sorted(found)


def _path_parameters(rule: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", **({"format": "uuid"} if kind == "uuid:" else {})},
        }
        for kind, name in re.findall(r"<(\w+:)?(\w+)>", rule)
    ]


def _query_parameters(call: Call) -> list[dict[str, Any]]:
    if call.query is None:
        return []
    properties = call.query.model_json_schema().get("properties", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in properties.items()
    ]


def _answer(call: Call, schema: dict[str, Any] | None) -> dict[str, Any]:
    described: dict[str, Any] = {"description": "Done"}
    if schema is not None or call.gives != "application/json":
        described["content"] = {call.gives: {"schema": schema or {}}}
    return described
