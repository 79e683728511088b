"""files are compared as they are read: one that was read and not yet compared waits for its run

Revision: 0020
Follows: 0019
"""

from alembic import op
from sqlalchemy import column, table, update

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

IMPORT = table("import", column("state"), column("done"))


def upgrade() -> None:
    # A run finds out for itself whom it meets.
    op.execute(update(IMPORT).where(IMPORT.c.state == "comparing").values(state="ready", done=0))


def downgrade() -> None:
    """What is ready was ready before, too."""
