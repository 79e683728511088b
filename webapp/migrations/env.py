"""How Alembic reaches the schema: the caller hands it a connection."""

from typing import Any

from alembic import context

from webapp.db import Id, Instant
from webapp.schema import metadata


def render(kind: str, value: Any, autogen: Any) -> Any:
    """Write our own column types by their names."""
    if kind == "type" and isinstance(value, Id | Instant):
        name = type(value).__name__
        autogen.imports.add(f"from webapp.db import {name}")
        return f"{name}()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
