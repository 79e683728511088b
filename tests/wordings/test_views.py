"""Templates in one's own words."""

from typing import Any

from tests.conftest import Person
from tests.contacts.conftest import meet

OWN = {"subject": "From {at}", "body": "{greeting}\n\nMy own words.\n\n{detail}\n\n{signature}"}


def letter(person: Person) -> Any:
    return person.browser.get("/api/v1/follow-ups").json["items"][0]["draft"]


def test_own_words_make_the_drafts_until_they_are_taken_back(asha: Person) -> None:
    meet(asha)
    first = letter(asha)
    path = "/api/v1/letter-templates/nice_to_meet_you"
    kept = asha.browser.put(path, json=OWN)
    assert kept.status_code == 200
    assert kept.json["own"]
    assert "My own words." in letter(asha)["body"]
    assert asha.browser.delete(path).json["own"] is False
    assert letter(asha) == first


def test_a_placeholder_that_nobody_knows_is_named(asha: Person) -> None:
    path = "/api/v1/letter-templates/nice_to_meet_you"
    answer = asha.browser.put(path, json={**OWN, "body": "{greeting} {nmae}"})
    assert answer.status_code == 422
    [error] = answer.json["errors"]
    assert error["field"] == "body"
    assert "{nmae}" in error["message"]
    page = asha.browser.post(
        "/follow-ups/letters/nice_to_meet_you", data={"subject": "x", "body": "{nmae}, dear"}
    )
    assert page.status_code == 422
    assert "{nmae}, dear" in page.text


def test_a_template_is_looked_at_with_real_people_before_it_is_kept(asha: Person) -> None:
    meet(asha, "Dr. Ngozi Adébáyò", detail="twin daughters")
    path = "/follow-ups/letters/nice_to_meet_you"
    page = asha.browser.post(path, data={**OWN, "look": "1"}).text
    assert "Dear Dr. Adébáyò," in page
    assert "My own words." in page
    assert "My own words." not in letter(asha)["body"]


def test_all_templates_are_listed(asha: Person) -> None:
    items = asha.browser.get("/api/v1/letter-templates").json["items"]
    assert "stay_in_touch" in {one["name"] for one in items}
    page = asha.browser.get("/follow-ups/letters").text
    assert all(one["title"] in page for one in items)
    for one in items:
        assert asha.browser.get(f"/follow-ups/letters/{one['name']}").status_code == 200


def test_a_template_of_no_such_name_is_not_there(asha: Person) -> None:
    assert asha.browser.get("/follow-ups/letters/nonsense").status_code == 404
    assert asha.browser.put("/api/v1/letter-templates/nonsense", json=OWN).status_code == 404


def test_ones_own_words_are_nobody_elses(asha: Person, someone_else: Person) -> None:
    asha.browser.put("/api/v1/letter-templates/nice_to_meet_you", json=OWN)
    theirs = someone_else.browser.get("/api/v1/letter-templates/nice_to_meet_you").json
    assert not theirs["own"]
