"""revisions: every owner's changes, numbered, so that a phone can ask for what is new

Revision: 0005
Follows: 0004
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counts = op.create_table(
        "revision",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("forgotten", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_revision_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_revision")),
        sqlite_with_rowid=False,
    )
    changes = op.create_table(
        "change",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_change_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "kind", "id", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_change_owner_id_rev"), "change", ["owner_id", "rev"], unique=True)
    _count_what_is_there(counts, changes)


def _count_what_is_there(counts: sa.Table, changes: sa.Table) -> None:
    """Whoever was there before pulls everything as the owner's first changes."""
    users = sa.table("user", sa.column("id", Id()))
    kept = [
        sa.select(users.c.id.label("owner_id"), sa.literal("account").label("kind"), users.c.id)
    ]
    for kind in ("card", "event", "contact", "follow_up"):
        rows = sa.table(kind, sa.column("owner_id", Id()), sa.column("id", Id()))
        kept.append(sa.select(rows.c.owner_id, sa.literal(kind).label("kind"), rows.c.id))
    all_kept = sa.union_all(*kept).subquery()
    number = sa.func.row_number().over(partition_by=all_kept.c.owner_id, order_by=all_kept.c.id)
    now = sa.literal(datetime.now(UTC), Instant())
    op.execute(
        changes.insert().from_select(
            ["owner_id", "kind", "id", "rev", "at"],
            sa.select(all_kept.c.owner_id, all_kept.c.kind, all_kept.c.id, number, now),
        )
    )
    newest = sa.select(sa.func.max(changes.c.rev)).where(changes.c.owner_id == users.c.id)
    epoch = secrets.token_hex(8)
    op.execute(
        counts.insert().from_select(
            ["owner_id", "rev", "forgotten", "epoch"],
            sa.select(users.c.id, newest.scalar_subquery(), sa.literal(0), sa.literal(epoch)),
        )
    )


def downgrade() -> None:
    op.drop_table("change")
    op.drop_table("revision")
