"""What is long past is forgotten, and nobody who asks late misses anything by it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.capture.phone import NGOZI, Phone
from tests.conftest import Clock, Person
from tests.exchange.conftest import Visitor
from webapp.capture.model import Receipt
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.keeping.tidy import Tidied, owners_with_something_old, tidy
from webapp.limits.model import Bucket
from webapp.revisions import Change
from webapp.row_security import open_to_everyone


@pytest.fixture
def visitor(client: FlaskClient, clock: Clock, asha: Person) -> Visitor:
    """A visitor of Asha's card."""
    card = asha.browser.post("/api/v1/cards", json={"label": "Poster 214", "name": "Asha Rao"})
    return Visitor(client, clock, card.json)


def tidied(app: Flask, clock: Clock, person: Person) -> Tidied | None:
    """Tidy as the command does; None where there is nothing old."""
    with app.app_context():
        if person.id not in owners_with_something_old(db.session, clock()):
            return None
        done = tidy(db.session, person.id, clock())
        db.session.commit()
        return done


def let_it_be_long_ago(app: Flask) -> None:
    """Let everything have happened 800 days earlier, so that the sign-ins still last."""
    earlier = timedelta(days=800)
    with app.app_context(), db.engine.begin() as connection:
        open_to_everyone(connection)
        columns = (Change.at, Receipt.received_at, Contact.deleted_at)
        for column in columns:
            for row in connection.execute(select(column).distinct().where(column.is_not(None))):
                connection.execute(
                    update(column.class_).where(column == row[0]).values({column: row[0] - earlier})
                )


def test_nothing_is_old_at_first(app: Flask, clock: Clock, asha: Person) -> None:
    Phone(asha).do("capture", **NGOZI)
    assert tidied(app, clock, asha) is None


def test_somebody_deleted_is_erased_after_thirty_days(
    app: Flask, clock: Clock, asha: Person
) -> None:
    phone = Phone(asha)
    contact_id = phone.do("capture", **NGOZI)["contact_id"]
    phone.do("delete_contact", contact_id=contact_id)
    clock.forward(days=29)
    assert tidied(app, clock, asha) is None
    clock.forward(days=2)
    assert tidied(app, clock, asha) == Tidied(contacts=1, tombstones=0, receipts=0)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Contact)) == 0


def test_receipts_are_kept_for_a_year(app: Flask, clock: Clock, asha: Person) -> None:
    Phone(asha).do("capture", **NGOZI)
    clock.forward(days=366)
    assert tidied(app, clock, asha) == Tidied(contacts=0, tombstones=0, receipts=1)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Receipt)) == 0


def test_a_phone_that_comes_after_the_tombstones_pulls_everything(
    app: Flask, clock: Clock, asha: Person
) -> None:
    phone, late, later = Phone(asha), Phone(asha), Phone(asha)
    gone = phone.do("capture", **NGOZI)["contact_id"]
    late.pull()
    phone.do("capture", **{**NGOZI, "name": "Marcus"})
    phone.do("delete_contact", contact_id=gone)
    later.pull()
    let_it_be_long_ago(app)
    done = tidied(app, clock, asha)
    assert done == Tidied(contacts=1, tombstones=2, receipts=3)
    answer = late.post(limit=1).json
    assert answer["full"] is True
    late.take_in(answer)
    assert late.pull(limit=1) == phone.pull() == Phone(asha).pull()
    assert [contact["name"] for contact in late.of("contact")] == ["Marcus"]
    assert later.post().json["full"] is False


def test_what_a_visitor_left_and_nobody_kept_goes_after_three_months(
    app: Flask, clock: Clock, asha: Person, visitor: Visitor
) -> None:
    visitor.sends()
    clock.forward(days=89)
    assert tidied(app, clock, asha) is None
    clock.forward(days=2)
    done = tidied(app, clock, asha)
    assert done is not None
    assert done.exchanges == 1


def test_the_command_forgets_buckets_that_are_full_again(
    app: Flask, clock: Clock, visitor: Visitor
) -> None:
    visitor.sends()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Bucket))
        db.session.rollback()
    # The command goes by the true time, and the tests' clock is long before it.
    assert app.test_cli_runner().invoke(args=["tidy"]).exit_code == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Bucket)) == 0
