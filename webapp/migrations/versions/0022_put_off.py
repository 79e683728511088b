"""what was put off is found by an index of its own

Revision: 0022
Follows: 0021
"""

from alembic import op
from sqlalchemy import text

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = "ix_follow_up_owner_id_snoozed_until"


def upgrade() -> None:
    given = text("snoozed_until IS NOT NULL")
    columns = ["owner_id", "snoozed_until"]
    op.create_index(NAME, "follow_up", columns, sqlite_where=given, postgresql_where=given)


def downgrade() -> None:
    op.drop_index(NAME, "follow_up")
