"""digest: who wants it, what became of each day's, and on which devices

Revision: 0015
Follows: 0014
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_choice",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        _of_a_user("digest_choice"),
        sa.PrimaryKeyConstraint("owner_id", name="pk_digest_choice"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest_day",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(10), nullable=False),
        sa.Column("push", sa.String(10), nullable=False),
        _of_a_user("digest_day"),
        sa.PrimaryKeyConstraint("owner_id", "on", name="pk_digest_day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(100), nullable=False),
        sa.Column("auth", sa.String(50), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        _of_a_user("push_subscription"),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscription"),
    )
    op.create_index("ix_push_subscription_owner_id", "push_subscription", ["owner_id"])
    op.create_table(
        "push_key",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("private_pem", sa.LargeBinary(), nullable=False),
        sa.Column("public_pem", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_push_key"),
    )


def _of_a_user(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=f"fk_{table}_owner_id_user")


def downgrade() -> None:
    for table in ("push_key", "push_subscription", "digest_day", "digest_choice"):
        op.drop_table(table)
