"""Where duplicates and merges show on other pages."""

import re

from tests.conftest import Person
from tests.contacts.conftest import get, meet
from tests.merging.test_views import page, post, send, twice


def test_people_and_a_person_say_who_may_be_the_same(asha: Person) -> None:
    assert "may be the same" not in page(asha, "/contacts")
    first, second = twice(asha)
    assert "One pair may be the same person" in page(asha, "/contacts")
    assert f'href="/contacts/{second}/merge?with={first}"' in page(asha, f"/contacts/{first}")
    meet(asha, "Ngozi Adebayo", email="ngozi@example.org")
    assert "3 pairs may be the same person" in page(asha, "/contacts")


def test_the_address_of_one_who_was_merged_leads_to_the_other(asha: Person) -> None:
    first, second = twice(asha)
    post(asha, f"/contacts/{first}/merge", absorb=second)
    answer = asha.browser.get(f"/contacts/{second}")
    assert (answer.status_code, answer.location) == (302, f"/contacts/{first}")
    assert get(asha, f"/contacts/{second}")["id"] == first


def test_whoever_is_taken_down_by_the_form_and_known_already_is_named(asha: Person) -> None:
    meet(asha, "Ngozi Adébáyò", "twin daughters", email="n@example.org")
    form = {"name": "Dr. Ngozi Adebayo", "detail": "keeps bees", "email": "N@example.org"}
    text = page(asha, post(asha, "/capture", **form).location)
    assert "Met already? Ngozi Adébáyò" in text
    [address] = re.findall(r'href="(/contacts/[^"]+/merge[?]with=[^"]+)"', text)
    assert "keeps bees" in page(asha, address)
    text = page(asha, post(asha, "/capture", name="Lena", detail="a dog").location)
    assert "Met already" not in text


def test_a_change_of_a_person_is_noticed(asha: Person) -> None:
    first, second = meet(asha, "Ngozi"), meet(asha, "Lena", email="n@example.org")
    data = {"name": "Ngozi", "emails.0.value": "n@example.org", "emails.0.type": ""}
    asha.browser.post(f"/contacts/{second}/edit", data=data)
    [pair] = get(asha, "/contacts/duplicates")["items"]
    assert (pair["one"]["id"], pair["why"]) == (first, "Same name")


def test_a_capture_is_taken_back_from_whomever_it_was_merged_into(asha: Person) -> None:
    first = meet(asha, "Ngozi", "twin daughters", email="n@example.org")
    op_id = "01900000-0000-7000-8000-000000000001"
    fields = {"name": "Ngozi", "detail": "keeps bees", "email": "n@example.org"}
    second = asha.browser.put(f"/api/v1/captures/{op_id}", json=fields).json["contact_id"]
    send(asha, f"/contacts/{first}/merge", absorb=second)
    assert asha.browser.delete(f"/api/v1/captures/{op_id}").status_code == 204
    one = get(asha, f"/contacts/{first}")
    assert [met["detail"] for met in one["encounters"]] == ["twin daughters"]
