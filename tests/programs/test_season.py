"""The made-up season's map, against the same computed slowly and plainly."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import NOON, empty
from tests.contacts.conftest import counted_queries
from tests.programs.slow import expected, ways
from webapp.db import db
from webapp.demo.season import make_season
from webapp.programs.asks import answer_ask, note_ask
from webapp.programs.atlas import Atlas, draw
from webapp.programs.details import AskDetails
from webapp.programs.leverage import BUCKETS
from webapp.programs.survey import survey

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def season(built_app: Flask) -> Atlas:
    """The whole map, which is only looked at, and so drawn once."""
    empty(built_app)
    with built_app.app_context():
        owner = make_season(db.session, NOON)
        assert owner is not None
        return draw(survey(db.session, owner, NOON.date()))


def test_the_season_is_as_large_as_a_real_one(season: Atlas) -> None:
    seen = season.survey
    schools = {seen.schools.key(one.school) for one in seen.people.values()} - {""}
    assert len(season.places) == 50
    assert len(seen.people) >= 200
    assert len(seen.events) == 6
    assert len(schools) >= 12
    assert {place.bucket for place in season.places} == set(BUCKETS)
    assert {len(place.path) for place in season.places} >= {0, 1, 2}


def test_every_bucket_path_and_next_action_is_what_a_slow_computation_finds(
    season: Atlas,
) -> None:
    seen = season.survey
    plain = ways(seen, set())
    for place in season.places:
        refused = {ask.contact_id for ask in place.asks if ask.answer == "no"}
        best = ways(seen, refused) if refused else plain
        bucket, path, do = expected(seen, place.program, best)
        name = place.program.name
        assert (name, place.bucket) == (name, bucket)
        assert (name, [step.person_id for step in place.path]) == (name, path)
        assert (name, place.action.do) == (name, do)


def test_everybody_is_reached_as_the_slow_computation_says(season: Atlas) -> None:
    best = ways(season.survey, set())
    assert season.reached.keys() == best.keys()
    for person_id, step in season.reached.items():
        length, ties, _, ids = best[person_id]
        assert (step.level, int(step.tie)) == (length, ties[-1])
        assert step.via == (ids[-2] if length > 1 else None)


def test_the_order_says_nothing_that_the_words_do_not(season: Atlas) -> None:
    for one, other in zip(season.places, season.places[1:], strict=False):
        assert one.order <= other.order
        same_words = (one.bucket, one.standing) == (other.bucket, other.standing)
        assert same_words == (one.order == other.order)


def test_a_refusal_leads_round_whoever_refused(session: Session) -> None:
    owner = make_season(session, NOON)
    assert owner is not None
    before = draw(survey(session, owner, NOON.date()))
    place = next(one for one in before.places if len(one.path) > 1)
    first = place.path[0].person_id
    details = AskDetails(contact_id=first, kind="introduction", for_id=place.path[1].person_id)
    ask = note_ask(session, owner.id, place.program.id, details, NOON.date(), NOON)
    answer_ask(session, owner.id, ask.id, "no", NOON.date() + timedelta(days=1))
    after = draw(survey(session, owner, NOON.date())).place(place.program.id)
    assert first not in [step.person_id for step in after.path[:-1]]
    assert after.action.contact_id != first


def test_the_map_costs_the_same_queries_however_much_there_is(session: Session) -> None:
    owner = make_season(session, NOON)
    assert owner is not None
    session.flush()
    with counted_queries() as sent:
        survey(session, owner, NOON.date())
    assert len(sent) == 8
