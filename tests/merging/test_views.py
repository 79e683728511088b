"""Duplicates and merges on the screen and through the API."""

import re
from html import unescape
from typing import Any

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import add_event, counted_queries, get, meet

NOBODY = "01900000-0000-7000-8000-000000000009"


def page(person: Person, path: str = "/contacts/duplicates", **query: str) -> str:
    answer = person.browser.get(path, query_string=query or None)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.text)


def post(person: Person, path: str, **data: str) -> Any:
    return person.browser.post(path, data=data)


def send(person: Person, path: str, **body: Any) -> Any:
    return person.browser.post(f"/api/v1{path}", json=body or None)


def twice(person: Person) -> tuple[str, str]:
    """The same person taken down twice."""
    first = meet(person, "Ngozi Adébáyò", "twin daughters", email="ngozi@example.org")
    second = meet(person, "Adebayo, Ngozi", "keeps bees", email="NGOZI@example.org", title="Chief")
    return first, second


def shown(text: str) -> list[str]:
    return re.findall(r'<h3 class="name"[^>]*><a [^>]*>(.*?)</a>', text)


def test_nobody_twice_is_said(asha: Person) -> None:
    meet(asha, "Ngozi")
    assert "Nobody seems to be here twice" in page(asha)


def test_two_who_are_alike_stand_side_by_side_with_the_reason(asha: Person) -> None:
    first, second = twice(asha)
    meet(asha, "Lena")
    text = page(asha)
    assert shown(text) == ["Ngozi Adébáyò", "Adebayo, Ngozi"]
    assert "Same e-mail address" in text
    assert "twin daughters" in text
    assert "keeps bees" in text
    assert f'href="/contacts/{first}/merge?with={second}"' in text


def test_the_preview_shows_what_will_be_kept_and_changes_nothing(asha: Person) -> None:
    first, second = twice(asha)
    before = get(asha, f"/contacts/{first}")
    text = page(asha, f"/contacts/{first}/merge", **{"with": second})
    for words in ("Chief", "2 meetings", "twin daughters", "keeps bees", "ngozi@example.org"):
        assert words in text
    assert 'value="kept" checked' in text
    assert "Also known as: Adebayo, Ngozi" in text
    assert get(asha, f"/contacts/{first}") == before


def test_merging_can_be_undone_from_the_next_page(asha: Person) -> None:
    first, second = twice(asha)
    before = [get(asha, f"/contacts/{contact}") for contact in (first, second)]
    answer = post(asha, f"/contacts/{first}/merge", absorb=second, name="kept")
    assert (answer.status_code, answer.location) == (303, f"/contacts/{first}")
    text = page(asha, f"/contacts/{first}")
    assert "Put together as Ngozi Adébáyò." in text
    [undo] = re.findall(r'action="(/contacts/merges/[^"]+/undo)"', text)
    one = get(asha, f"/contacts/{first}")
    assert [met["detail"] for met in one["encounters"]] == ["keeps bees", "twin daughters"]
    assert len(one["follow_ups"]) == 2
    assert [contact["id"] for contact in get(asha, "/contacts")["items"]] == [first]
    answer = post(asha, undo)
    assert (answer.status_code, answer.location) == (303, "/contacts/duplicates")
    assert shown(page(asha)) == ["Ngozi Adébáyò", "Adebayo, Ngozi"]
    assert [get(asha, f"/contacts/{contact}") for contact in (first, second)] == before


def test_the_other_name_may_be_chosen(asha: Person) -> None:
    first, second = twice(asha)
    post(asha, f"/contacts/{first}/merge", absorb=second, name="absorbed")
    one = get(asha, f"/contacts/{first}")
    assert one["name"] == "Adebayo, Ngozi"
    assert one["note"] == "Also known as: Ngozi Adébáyò"


def test_what_was_put_together_is_listed_and_undone_in_turn(asha: Person, clock: Clock) -> None:
    first, second = twice(asha)
    third = meet(asha, "Dr. Ngozi Adebayo")
    post(asha, f"/contacts/{first}/merge", absorb=second)
    clock.forward(minutes=1)
    post(asha, f"/contacts/{first}/merge", absorb=third)
    page(asha, f"/contacts/{first}")
    undos = re.findall(r'action="(/contacts/merges/[^"]+/undo)"', page(asha))
    assert len(undos) == 2
    post(asha, undos[1])
    assert "Undo the latest one first. Nothing was changed." in page(asha)
    post(asha, undos[0])
    post(asha, undos[1])
    assert len(get(asha, "/contacts")["items"]) == 3


def test_a_meeting_noted_under_the_absorbed_ones_id_goes_to_the_kept_one(asha: Person) -> None:
    first, second = twice(asha)
    post(asha, f"/contacts/{first}/merge", absorb=second)
    assert meet(asha, detail="again", contact_id=second) == first
    assert len(get(asha, f"/contacts/{first}")["encounters"]) == 3


def test_two_people_are_not_shown_again_until_that_is_undone(asha: Person) -> None:
    first, second = twice(asha)
    answer = post(asha, f"/contacts/{first}/apart/{second}")
    assert (answer.status_code, answer.location) == (303, "/contacts/duplicates")
    text = page(asha)
    assert shown(text) == []
    [undo] = re.findall(r'action="([^"]+/apart/[^"]+/undo)"', text)
    post(asha, undo)
    assert len(shown(page(asha))) == 2


def test_more_leads_through_all_pairs(asha: Person) -> None:
    for number in range(22):
        for name in ("Ngozi", "N."):
            meet(asha, f"{name} Person{number}", email=f"{number}@example.org")
    text = page(asha)
    [more] = re.findall(r'rel="next" href="([^"]+)"', text)
    assert len(shown(text)) == 40
    assert len(shown(page(asha, more))) == 4


def test_the_api_lists_merges_and_undoes(asha: Person) -> None:
    first, second = twice(asha)
    [pair] = get(asha, "/contacts/duplicates")["items"]
    assert pair == {
        "one": {"id": first, "name": "Ngozi Adébáyò", "organisation": "", "title": ""},
        "other": {"id": second, "name": "Adebayo, Ngozi", "organisation": "", "title": "Chief"},
        "why": "Same e-mail address",
        "certain": True,
    }
    answers = [send(asha, f"/contacts/{first}/merge", absorb=second) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    taken = answers[0].json
    assert (taken["kept_id"], taken["absorbed_id"]) == (first, second)
    assert (taken["merged_at"], taken["undone_at"]) == ("2026-10-14T12:00:00Z", None)
    undone = [send(asha, f"/merges/{taken['id']}/undo") for _ in range(2)]
    assert undone[0].json == undone[1].json
    assert undone[0].json == {**taken, "undone_at": "2026-10-14T12:00:00Z"}
    assert len(get(asha, "/contacts")["items"]) == 2


def test_the_api_turns_pages(asha: Person) -> None:
    for number in range(3):
        for _ in range(2):
            meet(asha, f"Ngozi Person{number}", email=f"{number}@example.org")
    first = get(asha, "/contacts/duplicates", limit="2")
    rest = get(asha, "/contacts/duplicates", limit="2", cursor=first["cursor"])
    assert [len(first["items"]), len(rest["items"]), rest["cursor"]] == [2, 1, None]
    assert asha.browser.get("/api/v1/contacts/duplicates?cursor=x").status_code == 422


def test_whom_somebody_may_be_is_asked_by_what_is_known(asha: Person) -> None:
    first = meet(asha, "Dr. Ngozi Adébáyò", organisation="Mercy, Newark", phone="+1 973 555 0101")
    [likely] = get(asha, "/contacts/likely", name="Ngosi Adebayo", organisation="Mercy")["items"]
    assert likely["contact"]["id"] == first
    assert (likely["why"], likely["certain"]) == ("Like name, same organisation", False)
    [likely] = get(asha, "/contacts/likely", phone="(973) 555-0101")["items"]
    assert likely["certain"]
    assert get(asha, "/contacts/likely")["items"] == []
    assert get(asha, "/contacts/likely", name="Lena")["items"] == []


def test_what_cannot_be_merged_is_said(asha: Person, someone_else: Person) -> None:
    mine, theirs = meet(asha, "Ada"), meet(someone_else, "Ada")
    for absorb in (mine, theirs, NOBODY, "x"):
        answer = send(asha, f"/contacts/{mine}/merge", absorb=absorb)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "absorb")
    assert send(asha, f"/contacts/{mine}/merge", absorb=mine, name="x").status_code == 422
    assert send(asha, f"/contacts/{mine}/merge", other=1).status_code == 422


def test_a_merge_that_others_rest_on_is_refused_through_the_api(asha: Person) -> None:
    first, second = twice(asha)
    third = meet(asha, "Dr. Ngozi Adebayo")
    taken = send(asha, f"/contacts/{first}/merge", absorb=second).json
    send(asha, f"/contacts/{third}/merge", absorb=first)
    answer = send(asha, f"/merges/{taken['id']}/undo")
    assert answer.status_code == 409
    assert "Dr. Ngozi Adebayo" in answer.json["detail"]


ROUTES = [
    ("GET", "/contacts/{mine}/merge?with={theirs}"),
    ("GET", "/contacts/{theirs}/merge?with={mine}"),
    ("GET", "/contacts/{mine}/merge?with=x"),
    ("GET", "/contacts/{mine}/merge"),
    ("POST", "/contacts/{theirs}/merge"),
    ("POST", "/contacts/merges/{merge}/undo"),
    ("POST", "/contacts/{mine}/apart/{theirs}"),
    ("POST", "/contacts/{theirs}/apart/{mine}/undo"),
    ("POST", "/api/v1/contacts/{theirs}/merge"),
    ("POST", "/api/v1/merges/{merge}/undo"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_of_anothers_is_there(
    asha: Person, someone_else: Person, method: str, path: str
) -> None:
    mine = meet(asha, "Ada")
    kept, absorbed = twice(someone_else)
    taken = send(someone_else, f"/contacts/{kept}/merge", absorb=absorbed).json
    before = get(someone_else, f"/contacts/{kept}")
    address = path.format(mine=mine, theirs=kept, merge=taken["id"])
    body = {"json": {"absorb": mine}} if "/api/" in path else {"data": {"absorb": mine}}
    assert asha.browser.open(address, method=method, **body).status_code == 404
    assert get(someone_else, f"/contacts/{kept}") == before


def test_nobody_gets_in_without_signing_in(asha: Person, client: Any) -> None:
    for path in ("/contacts/duplicates", f"/contacts/{NOBODY}/merge"):
        assert client.get(path).status_code == 302
    assert client.get("/api/v1/contacts/likely").status_code == 401


def test_markup_in_names_is_shown_as_it_is(asha: Person) -> None:
    name = '<b>"Ada" & Co</b>'
    first, second = (meet(asha, name, email="a@example.org") for _ in range(2))
    for path in ("/contacts/duplicates", f"/contacts/{first}/merge?with={second}"):
        raw = asha.browser.get(path).text
        assert name not in raw
        assert name in unescape(raw)


@pytest.mark.parametrize("path", ["/contacts/duplicates", "/contacts/{id}/merge?with={other}"])
def test_a_page_costs_the_same_however_many_there_are(asha: Person, path: str) -> None:
    acp = add_event(asha)
    first, second = twice(asha)
    counts = set()
    for number in range(2):
        for _ in range(2):
            meet(asha, f"Ngozi Person{number}", email=f"{number}@example.org", event_id=acp)
            meet(asha, "again", contact_id=first, event_id=acp)
        with counted_queries() as sent:
            assert asha.browser.get(path.format(id=first, other=second)).status_code == 200
        counts.add(len(sent))
    assert len(counts) == 1
    assert counts.pop() <= 9
