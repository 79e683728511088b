"""what people did for me, letters of recommendation, follow-ups of every kind

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_act()
    _make_offer()
    _make_recommendation()
    _make_letter_template()
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("applications_open_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("contact_limit_a_year", sa.SmallInteger(), nullable=False, server_default="2")
        )
    with op.batch_alter_table("contact") as batch_op:
        batch_op.add_column(
            sa.Column("relation", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("contact_limit_a_year", sa.SmallInteger(), nullable=True))
    with op.batch_alter_table("encounter") as batch_op:
        batch_op.add_column(sa.Column("promise_by", sa.Date(), nullable=True))
    _widen_follow_up()


def _make_act() -> None:
    op.create_table(
        "act",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("program_id", Id(), nullable=True),
        sa.Column("reported_back_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        *_of_a_contact("act"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_act_owner_id_contact_id_on_id"), "act", ["owner_id", "contact_id", "on", "id"]
    )


def _make_offer() -> None:
    op.create_table(
        "offer",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        *_of_a_contact("offer"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_offer_owner_id_contact_id_id"), "offer", ["owner_id", "contact_id", "id"]
    )


def _make_recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("packet", sa.JSON(), nullable=False),
        sa.Column("bullet_points", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.JSON(), nullable=False),
        sa.Column("thanked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("told_outcome_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        *_of_a_contact("recommendation"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_recommendation_owner_id_contact_id"), "recommendation", ["owner_id", "contact_id"]
    )


def _make_letter_template() -> None:
    op.create_table(
        "letter_template",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_letter_template_owner_id_user")
        ),
        sa.PrimaryKeyConstraint("owner_id", "name", name=op.f("pk_letter_template")),
        sqlite_with_rowid=False,
    )


def _widen_follow_up() -> None:
    with op.batch_alter_table("follow_up") as batch_op:
        batch_op.alter_column("encounter_id", existing_type=Id(), nullable=True)
        batch_op.add_column(sa.Column("act_id", Id(), nullable=True))
        batch_op.add_column(sa.Column("recommendation_id", Id(), nullable=True))
        batch_op.add_column(sa.Column("about", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("time_zone", sa.String(length=64), nullable=False, server_default="UTC")
        )
        batch_op.add_column(sa.Column("overruled", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("rested_by_id", Id(), nullable=True))
        for column, table in (("act_id", "act"), ("recommendation_id", "recommendation")):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_follow_up_owner_id_{column}_{table}"),
                table,
                ["owner_id", column],
                ["owner_id", "id"],
                ondelete="CASCADE",
            )
            batch_op.create_index(
                batch_op.f(f"ix_follow_up_owner_id_{column}"), ["owner_id", column]
            )


def _of_a_contact(table: str) -> list[sa.Constraint]:
    """The constraints of a table whose rows belong to one contact."""
    return [
        sa.ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["contact.owner_id", "contact.id"],
            name=op.f(f"fk_{table}_owner_id_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f(f"fk_{table}_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    with op.batch_alter_table("follow_up") as batch_op:
        for column, table in (("act_id", "act"), ("recommendation_id", "recommendation")):
            batch_op.drop_index(batch_op.f(f"ix_follow_up_owner_id_{column}"))
            batch_op.drop_constraint(
                batch_op.f(f"fk_follow_up_owner_id_{column}_{table}"), type_="foreignkey"
            )
        for column in (
            "rested_by_id",
            "overruled",
            "time_zone",
            "about",
            "recommendation_id",
            "act_id",
        ):
            batch_op.drop_column(column)
    with op.batch_alter_table("encounter") as batch_op:
        batch_op.drop_column("promise_by")
    with op.batch_alter_table("contact") as batch_op:
        batch_op.drop_column("contact_limit_a_year")
        batch_op.drop_column("relation")
    with op.batch_alter_table("user") as batch_op:
        batch_op.drop_column("contact_limit_a_year")
        batch_op.drop_column("applications_open_on")
    for table in ("letter_template", "recommendation", "offer", "act"):
        op.drop_table(table)
