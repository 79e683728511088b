"""News: to whom it matters, and a letter of their own for each."""

from tests.conftest import Person
from tests.contacts.conftest import meet


def test_those_who_had_a_part_in_it_are_suggested(asha: Person) -> None:
    ngozi = meet(asha)
    meet(asha, "Nobody in particular")
    act = {"kind": "advice", "what": "apply early"}
    asha.browser.post(f"/api/v1/contacts/{ngozi}/acts", json=act)
    people = asha.browser.get("/api/v1/news/people").json["items"]
    assert [(one["name"], one["why"]) for one in people] == [
        ("Ngozi Adébáyò", "Gave me advice: apply early")
    ]


def test_each_chosen_one_gets_a_letter_to_read_and_none_is_sent(asha: Person) -> None:
    chosen = [meet(asha), meet(asha, "Marcus", detail="climbs on Sundays")]
    form = {"what": "match", "about": "I matched at Mercy Newark", "contact_ids": chosen}
    page = asha.browser.post("/follow-ups/news", data=form, follow_redirects=True)
    assert "Read each before you send it" in page.text
    items = asha.browser.get("/api/v1/follow-ups").json["items"]
    news = [one for one in items if one["kind"] == "news"]
    assert {one["state"] for one in news} == {"queued"}
    assert len({one["draft"]["body"] for one in news}) == 2
    assert all("I matched at Mercy Newark" in one["draft"]["body"] for one in news)


def test_news_for_nobody_is_asked_again_with_what_was_typed(asha: Person) -> None:
    ngozi = meet(asha)
    act = {"kind": "advice", "what": "apply early"}
    asha.browser.post(f"/api/v1/contacts/{ngozi}/acts", json=act)
    answer = asha.browser.post("/follow-ups/news", data={"about": "I matched"})
    assert answer.status_code == 422
    assert "I matched" in answer.text
    assert "Choose at least one person" in answer.text


def test_news_does_not_go_to_another_owners_people(asha: Person, someone_else: Person) -> None:
    form = {"about": "I matched", "contact_ids": [meet(asha)]}
    assert someone_else.browser.post("/follow-ups/news", data=form).status_code == 422
    answer = someone_else.browser.post(
        "/api/v1/follow-ups", json={"contact_id": form["contact_ids"][0], "kind": "news"}
    )
    assert answer.status_code == 422
