"""A migration keeps what people have."""

from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import text

from tests.conftest import Person
from tests.contacts.conftest import get, meet
from webapp import migrate
from webapp.db import db


def test_a_table_is_altered_without_losing_what_refers_to_it(app: Flask, asha: Person) -> None:
    ngozi = meet(asha, promise="the sepsis paper")
    before = get(asha, f"/contacts/{ngozi}")
    settings = Config()
    settings.set_main_option("script_location", str(migrate.MIGRATIONS))
    with app.app_context():
        with migrate.keeping_rows(db.engine), db.engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.downgrade(settings, "0005")
        migrate.upgrade(db.engine)
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
    after = get(asha, f"/contacts/{ngozi}")
    assert after == before
    assert after["encounters"]
    assert len(after["follow_ups"]) == 2
