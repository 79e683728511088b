"""What came of each event, counted without a score."""

from typing import Any

from tests.conftest import Person
from tests.contacts.conftest import add_event, counted_queries, get, meet


def follow_up_of(person: Person, contact: str) -> str:
    (first, *_) = get(person, f"/contacts/{contact}")["follow_ups"]
    return str(first["id"])


def counts(person: Person) -> dict[str, tuple[int, int, int]]:
    items: list[dict[str, Any]] = get(person, "/tally")["items"]
    return {one["name"]: (one["met"], one["written"], one["answered"]) for one in items}


def test_people_are_counted_by_event_as_met_written_to_and_answered(asha: Person) -> None:
    acp = add_event(asha, "ACP")
    add_event(asha, "Nobody met here")
    people = [meet(asha, f"Person {n}", event_id=acp) for n in range(4)]
    meet(asha, "On the train", event_id=None)
    for contact in people[:2]:
        asha.browser.post(f"/api/v1/follow-ups/{follow_up_of(asha, contact)}/sent")
    asha.browser.post(f"/follow-ups/{follow_up_of(asha, people[0])}/replied")
    assert counts(asha) == {"ACP": (4, 2, 1), "": (1, 0, 0)}


def test_a_person_counts_once_however_often_we_met_and_wrote(asha: Person) -> None:
    acp = add_event(asha)
    contact = meet(asha, event_id=acp, promise="the sepsis paper")
    meet(asha, contact_id=contact, event_id=acp)
    for item in get(asha, f"/contacts/{contact}")["follow_ups"]:
        asha.browser.post(f"/api/v1/follow-ups/{item['id']}/sent")
    assert counts(asha) == {"ACP": (1, 1, 0)}


def test_deleted_people_and_those_of_others_do_not_count(
    asha: Person, someone_else: Person
) -> None:
    acp = add_event(asha)
    contact = meet(asha, event_id=acp)
    meet(someone_else)
    asha.browser.post(f"/contacts/{contact}/delete")
    assert counts(asha) == {}


def test_the_page_shows_the_counts_as_a_table(asha: Person) -> None:
    assert "will be here" in asha.browser.get("/tally").text
    meet(asha, event_id=add_event(asha))
    page = asha.browser.get("/tally").text
    assert "<td>1</td><td>0</td><td>0</td>" in page
    assert 'class="bar-met" x="0" y="0" width="100.0"' in page


def test_the_page_costs_the_same_however_many_events_there_are(asha: Person) -> None:
    def cost() -> int:
        with counted_queries() as sent:
            asha.browser.get("/tally")
        return len(sent)

    meet(asha, event_id=add_event(asha))
    few = cost()
    for n in range(5):
        meet(asha, f"Person {n}", event_id=add_event(asha, f"Event {n}"))
    assert cost() == few
