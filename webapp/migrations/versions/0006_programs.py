"""programs

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from webapp.db import Id, Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REBUILT = {"sqlite_with_rowid": False}


def upgrade() -> None:
    op.create_table(
        "program",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("specialty", sa.String(length=200), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("history", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_program_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_program")),
        sqlite_with_rowid=False,
    )
    for table in ("contact", "event"):
        with op.batch_alter_table(table, table_kwargs=REBUILT) as batch_op:
            batch_op.add_column(sa.Column("program_id", Id(), nullable=True))
            _refer_to_program(batch_op, table)
    with op.batch_alter_table("act", table_kwargs=REBUILT) as batch_op:
        _refer_to_program(batch_op, "act")
    op.create_index(op.f("ix_contact_owner_id_program_id"), "contact", ["owner_id", "program_id"])
    for column in ("school_spellings", "other_schools"):
        op.add_column("user", sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for column in ("school_spellings", "other_schools"):
        op.drop_column("user", column)
    op.drop_index(op.f("ix_contact_owner_id_program_id"), "contact")
    for table in ("contact", "event", "act"):
        with op.batch_alter_table(table, table_kwargs=REBUILT) as batch_op:
            batch_op.drop_constraint(_name(table), type_="foreignkey")
            if table != "act":
                batch_op.drop_column("program_id")
    op.drop_table("program")


def _refer_to_program(batch_op: BatchOperations, table: str) -> None:
    columns = (["owner_id", "program_id"], ["owner_id", "id"])
    batch_op.create_foreign_key(_name(table), "program", *columns)


def _name(table: str) -> str:
    return op.f(f"fk_{table}_owner_id_program_id_program")
