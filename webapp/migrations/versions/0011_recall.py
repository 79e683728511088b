"""recall: how well I know who is who

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recall",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_recall_owner_id_user"),
        sa.ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["contact.owner_id", "contact.id"],
            name="fk_recall_owner_id_contact_id_contact",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "contact_id", name="pk_recall"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("recall")
