"""plan

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id, Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "prompt",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("starter", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_prompt_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_prompt")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prompt_owner_id_kind_position_id"),
            ["owner_id", "kind", "position", "id"],
            unique=False,
        )

    op.create_table(
        "event_task",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "event_id"],
            ["event.owner_id", "event.id"],
            name=op.f("fk_event_task_owner_id_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_event_task_owner_id_user")
        ),
        sa.PrimaryKeyConstraint("owner_id", "event_id", "kind", name=op.f("pk_event_task")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("until", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("contact_id", Id(), nullable=True),
        sa.Column("program_id", Id(), nullable=True),
        sa.Column("ticked_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["contact.owner_id", "contact.id"],
            name=op.f("fk_target_owner_id_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "event_id"],
            ["event.owner_id", "event.id"],
            name=op.f("fk_target_owner_id_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "program_id"],
            ["program.owner_id", "program.id"],
            name=op.f("fk_target_owner_id_program_id_program"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_target_owner_id_user")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_target")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_owner_id_contact_id"), ["owner_id", "contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_target_owner_id_event_id_id"),
            ["owner_id", "event_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_target_owner_id_program_id"), ["owner_id", "program_id"], unique=False
        )

    op.create_table(
        "target_meeting",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("target_id", Id(), nullable=False),
        sa.Column("encounter_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "encounter_id"],
            ["encounter.owner_id", "encounter.id"],
            name=op.f("fk_target_meeting_owner_id_encounter_id_encounter"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "target_id"],
            ["target.owner_id", "target.id"],
            name=op.f("fk_target_meeting_owner_id_target_id_target"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_target_meeting_owner_id_user")
        ),
        sa.PrimaryKeyConstraint(
            "owner_id", "target_id", "encounter_id", name=op.f("pk_target_meeting")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("target_meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_meeting_owner_id_encounter_id"),
            ["owner_id", "encounter_id"],
            unique=False,
        )

    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.String(length=200), server_default="", nullable=False)
        )


def downgrade() -> None:

    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_column("place")

    with op.batch_alter_table("target_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_meeting_owner_id_encounter_id"))

    op.drop_table("target_meeting")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_owner_id_program_id"))
        batch_op.drop_index(batch_op.f("ix_target_owner_id_event_id_id"))
        batch_op.drop_index(batch_op.f("ix_target_owner_id_contact_id"))

    op.drop_table("target")
    op.drop_table("event_task")
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_owner_id_kind_position_id"))

    op.drop_table("prompt")
