"""what was asked of people for the sake of a program

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("program_id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column("for_id", Id(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        _to("program_id", "program"),
        _to("contact_id", "contact"),
        _to("for_id", "contact"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_ask_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_ask")),
        sqlite_with_rowid=False,
    )
    for column in ("program_id", "contact_id", "for_id"):
        op.create_index(op.f(f"ix_ask_owner_id_{column}"), "ask", ["owner_id", column])


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"{table}.owner_id", f"{table}.id"],
        name=op.f(f"fk_ask_owner_id_{column}_{table}"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_table("ask")
