"""indexes that lists and the queue are read by, a screen at a time

Revision: 0018
Follows: 0017
"""

from alembic import op
from sqlalchemy import text

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BY_MEETING = ["owner_id", "newest_at", "id"]
BY_STAGE = ["owner_id", "stage", "newest_at", "id"]
PLACE = [
    "owner_id", "state", "kind", "closes_on", "due_on", "id", "snoozed_until", "contact_id",
]  # fmt: skip
LATEST = ["owner_id", "state", "state_at", "id"]
NAMES = "ix_contact_owner_id_newest_at_id", "ix_contact_owner_id_stage_newest_at_id"


def upgrade() -> None:
    op.drop_index(NAMES[0], "contact")
    standing = text("deleted_at IS NULL")
    for name, columns in zip(NAMES, (BY_MEETING, BY_STAGE), strict=True):
        op.create_index(name, "contact", columns, sqlite_where=standing, postgresql_where=standing)
    op.drop_index("ix_follow_up_owner_id_state_due_on_id", "follow_up")
    op.create_index("ix_follow_up_owner_id_place", "follow_up", PLACE)
    op.create_index("ix_follow_up_owner_id_state_state_at_id", "follow_up", LATEST)


def downgrade() -> None:
    op.drop_index("ix_follow_up_owner_id_state_state_at_id", "follow_up")
    op.drop_index("ix_follow_up_owner_id_place", "follow_up")
    op.create_index(
        "ix_follow_up_owner_id_state_due_on_id", "follow_up", ["owner_id", "state", "due_on", "id"]
    )
    for name in NAMES:
        op.drop_index(name, "contact")
    op.create_index(NAMES[0], "contact", BY_MEETING)
