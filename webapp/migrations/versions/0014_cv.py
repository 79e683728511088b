"""cv: what goes with a letter

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cv",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_cv_owner_id_user"),
        sa.PrimaryKeyConstraint("owner_id", name="pk_cv"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("cv")
