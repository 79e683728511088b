"""Hall mode: one screen for the day."""

from tests.conftest import Clock, Person
from tests.targets.test_views import VOGT, capture, make, make_event

CARD = {"name": "Asha Rao", "label": "General"}


def test_the_screen_holds_the_day(asha: Person) -> None:
    asha.browser.post("/api/v1/cards", json=CARD)
    event_id = make_event(asha)
    make(asha, event_id, **VOGT)
    capture(asha, event_id, name="Priya Raman", detail="three cats")
    text = asha.browser.get("/hall").text
    assert "<svg" in text
    assert VOGT["question"] in text
    assert VOGT["introduction"] in text
    assert "three cats" in text
    assert f"/hall?event={event_id}" in asha.browser.get("/plan").text
    assert f"/hall?event={event_id}" in asha.browser.get(f"/plan/events/{event_id}").text


def test_who_was_met_yesterday_is_not_met_today(asha: Person, clock: Clock) -> None:
    event_id = make_event(asha, time_zone="Pacific/Auckland")
    capture(asha, event_id, detail="three cats")
    clock.forward(hours=1)  # noon UTC was already Thursday there
    assert "three cats" in asha.browser.get("/hall").text
    clock.forward(days=1)
    assert "three cats" not in asha.browser.get(f"/hall?event={event_id}").text


def test_a_presenter_shows_the_card_of_the_poster(asha: Person) -> None:
    make_event(asha, role="presenter")
    asha.browser.post("/api/v1/cards", json=CARD)
    poster = {"name": "Asha Rao", "label": "My poster", "place": "Poster 214"}
    made = asha.browser.post("/api/v1/cards", json=poster).json
    text = asha.browser.get("/hall").text
    assert f'card={made["id"]}" aria-current="true"' in text


def test_the_screen_says_what_will_be_there(asha: Person) -> None:
    text = asha.browser.get("/hall").text
    assert "Make your card" in text
    assert "Add an event" in text


def test_another_owners_day_is_not_there(asha: Person, someone_else: Person) -> None:
    event_id = make_event(asha)
    card = asha.browser.post("/api/v1/cards", json=CARD).json["id"]
    someone_else.browser.post("/api/v1/cards", json=CARD)
    assert someone_else.browser.get(f"/hall?event={event_id}").status_code == 404
    assert someone_else.browser.get(f"/hall?card={card}").status_code == 404
