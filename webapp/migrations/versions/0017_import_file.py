"""import_file: the file of an import stands apart from what is known of it

Revision: 0017
Follows: 0016
"""

import sqlalchemy as sa
from alembic import op

from webapp.db import Id

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_file",
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "import_id"],
            ["import.owner_id", "import.id"],
            name="fk_import_file_owner_id_import_id_import",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_import_file_owner_id_user"),
        sa.PrimaryKeyConstraint("owner_id", "import_id", name="pk_import_file"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO import_file (owner_id, import_id, data)"
        ' SELECT owner_id, id, data FROM "import" WHERE data IS NOT NULL'
    )
    op.drop_column("import", "data")


def downgrade() -> None:
    op.add_column("import", sa.Column("data", sa.LargeBinary(), nullable=True))
    op.execute(
        'UPDATE "import" SET data = (SELECT data FROM import_file'
        ' WHERE import_file.owner_id = "import".owner_id AND import_file.import_id = "import".id)'
    )
    op.drop_table("import_file")
