"""feed address: where a calendar program reads the follow-ups

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_address",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_feed_address_owner_id_user"),
        sa.PrimaryKeyConstraint("token", name="pk_feed_address"),
        sa.UniqueConstraint("owner_id", name="uq_feed_address_owner_id"),
    )


def downgrade() -> None:
    op.drop_table("feed_address")
