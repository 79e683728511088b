"""who was at an event is counted in an index alone; an index of the deleted

Revision: 0021
Follows: 0020
"""

from alembic import op
from sqlalchemy import text

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make("contact", ["owner_id", "deleted_at"], "deleted_at IS NOT NULL")
    _make("encounter", ["owner_id", "event_id", "contact_id"], "event_id IS NOT NULL")
    op.drop_index("ix_encounter_owner_id_event_id_at", "encounter")


def downgrade() -> None:
    _make("encounter", ["owner_id", "event_id", "at"], "event_id IS NOT NULL")
    op.drop_index("ix_encounter_owner_id_event_id_contact_id", "encounter")
    op.drop_index("ix_contact_owner_id_deleted_at", "contact")


def _make(of: str, columns: list[str], given: str) -> None:
    where = text(given)
    name = "_".join(["ix", of, *columns])
    op.create_index(name, of, columns, sqlite_where=where, postgresql_where=where)
