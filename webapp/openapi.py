"""The OpenAPI 3.1 text, generated from the models that check and answer the calls."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from webapp.api import Call

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

PROBLEM_ANSWER = {
    "description": "What went wrong, in words",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


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
        "summary": call.summary,
        "parameters": _path_parameters(call.rule) + _query_parameters(call),
        "responses": {
            str(status): _answer(status, references[(model, "serialization")] if model else None)
            for status, model in call.answers.items()
        },
    }
    if call.body is not None:
        schema = references[(call.body, "validation")]
        operation["requestBody"] = {
            "required": call.body_needed,
            "content": {"application/json": {"schema": schema}},
        }
    for status in _problems(call):
        operation["responses"].setdefault(str(status), PROBLEM_ANSWER)
    return operation


def _problems(call: Call) -> list[int]:
    found = [401]
    if "<" in call.rule:
        found.append(404)
    if call.body is not None:
        found += [400, 403, 413, 415, 422]
    elif call.query is not None or call.method != "GET":
        found += [403, 422]
    return found


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


def _answer(status: int, schema: dict[str, Any] | None) -> dict[str, Any]:
    if status >= 400:
        return PROBLEM_ANSWER
    described: dict[str, Any] = {"description": "Done" if status < 300 else "Not done"}
    if schema is not None:
        described["content"] = {"application/json": {"schema": schema}}
    return described
