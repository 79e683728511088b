"""Questions on the phone: the house's from the first day, and what was made of them."""

from tests.capture.phone import Phone
from tests.conftest import Person
from tests.prompts.test_views import listed
from webapp.prompts.starters import STARTERS


def kept(phone: Phone) -> dict[str, str]:
    return {key[1]: value["question"] for key, value in phone.pull().items() if key[0] == "prompt"}


def test_a_new_phone_has_all_the_houses_questions(asha: Person) -> None:
    assert sorted(kept(Phone(asha)).values()) == sorted(one.question for one in STARTERS)


def test_a_phone_hears_of_what_is_changed_hidden_added_and_restored(asha: Person) -> None:
    phone = Phone(asha)
    before = kept(phone)
    first, second, *_ = listed(asha)
    asha.browser.patch(f"/api/v1/prompts/{first['id']}", json={"question": "Why?"})
    asha.browser.delete(f"/api/v1/prompts/{second['id']}")
    made = asha.browser.post("/api/v1/prompts", json={"question": "Mine?"}).json
    after = kept(phone)
    assert after[first["id"]] == "Why?"
    assert second["id"] not in after
    assert after[made["id"]] == "Mine?"
    asha.browser.post("/prompts/restore")
    assert kept(phone) == {**before, made["id"]: "Mine?"}
