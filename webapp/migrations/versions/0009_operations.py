"""operations: receipts for everything that a phone sends, not for captures alone

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WITHOUT_ROWID = {"sqlite_with_rowid": False}
TEXT_COLUMNS = {"type": (30, "capture"), "phone": (40, "")}


def upgrade() -> None:
    with op.batch_alter_table("receipt", table_kwargs=WITHOUT_ROWID) as batch_op:
        batch_op.alter_column("contact_id", existing_type=Id(), nullable=True)
        batch_op.alter_column("encounter_id", existing_type=Id(), nullable=True)
        for name, (length, default) in TEXT_COLUMNS.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length), nullable=False, server_default=default)
            )
        for name in ("result", "phone_clock"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("rev", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("receipt", table_kwargs=WITHOUT_ROWID) as batch_op:
        for name in (*TEXT_COLUMNS, "result", "phone_clock", "rev", "stale"):
            batch_op.drop_column(name)
