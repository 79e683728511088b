"""indexes without the rows that have no value there; no key that is only a contact's own id

Revision: 0019
Follows: 0018
"""

from alembic import op
from sqlalchemy import column, delete, insert, literal, literal_column, select, table, text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEXES = [
    ("contact", ["owner_id", "program_id"], "program_id IS NOT NULL"),
    ("encounter", ["owner_id", "event_id", "at"], "event_id IS NOT NULL"),
    ("encounter", ["owner_id", "introducer_id"], "introducer_id IS NOT NULL"),
    ("follow_up", ["owner_id", "act_id"], "act_id IS NOT NULL"),
    ("follow_up", ["owner_id", "recommendation_id"], "recommendation_id IS NOT NULL"),
]
KEYS = table("contact_key", column("owner_id"), column("kind"), column("key"), column("contact_id"))
OWN_ID = {
    "postgresql": "CAST(contact_id AS text)",
    "sqlite": "lower(substr(hex(contact_id), 1, 8) || '-' || substr(hex(contact_id), 9, 4) || '-'"
    " || substr(hex(contact_id), 13, 4) || '-' || substr(hex(contact_id), 17, 4) || '-'"
    " || substr(hex(contact_id), 21, 12))",
}


def upgrade() -> None:
    for of, columns, given in INDEXES:
        name = "_".join(["ix", of, *columns])
        op.drop_index(name, of)
        where = text(given)
        op.create_index(name, of, columns, sqlite_where=where, postgresql_where=where)
    own = OWN_ID[op.get_bind().dialect.name]
    op.execute(delete(KEYS).where(KEYS.c.kind == "card", KEYS.c.key == literal_column(own)))


def downgrade() -> None:
    own = OWN_ID[op.get_bind().dialect.name].replace("contact_id", "id")
    contact = table("contact", column("owner_id"), column("id"))
    rows = select(contact.c.owner_id, literal("card"), literal_column(own), contact.c.id)
    op.execute(insert(KEYS).from_select(["owner_id", "kind", "key", "contact_id"], rows))
    for of, columns, _given in INDEXES:
        name = "_".join(["ix", of, *columns])
        op.drop_index(name, of)
        op.create_index(name, of, columns)
