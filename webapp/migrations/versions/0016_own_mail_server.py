"""own mail server: what a person sends letters from

Revision: 0016
Follows: 0015
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_server",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(254), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("password", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_mail_server_owner_id_user"),
        sa.PrimaryKeyConstraint("owner_id", name="pk_mail_server"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sending",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("follow_up_id", Id(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_sending_owner_id_user"),
        sa.ForeignKeyConstraint(
            ["owner_id", "follow_up_id"],
            ["follow_up.owner_id", "follow_up.id"],
            name="fk_sending_owner_id_follow_up_id_follow_up",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "follow_up_id", name="pk_sending"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sending")
    op.drop_table("mail_server")
