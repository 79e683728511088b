"""What is edited, captured or put together anywhere moves the follow-ups."""

from typing import Any

from tests.conftest import Person
from tests.followups.test_api import capture, follow_ups


def by_kind(person: Person) -> dict[str, Any]:
    return {one["kind"]: one for one in follow_ups(person)}


def edit(person: Person, contact_id: str, **changed: str) -> None:
    """Change the one meeting of a contact through the page."""
    told = person.browser.get(f"/api/v1/contacts/{contact_id}").json
    [met] = told["encounters"]
    fields = {"id": met["id"], "detail": met["detail"], **changed}
    form = {f"encounters.0.{name}": value for name, value in fields.items()}
    answer = person.browser.post(f"/contacts/{contact_id}/edit", data={"name": "Ngozi", **form})
    assert answer.status_code == 303, answer.text


def test_an_edited_meeting_moves_its_follow_ups(asha: Person) -> None:
    contact_id = capture(asha)["contact_id"]
    edit(asha, contact_id, clicked="true", promise="the paper by Friday")
    found = by_kind(asha)
    assert found["nice_to_meet_you"]["due_on"] == "2026-10-14"
    assert found["promise"]["due_on"] == "2026-10-16"
    edit(asha, contact_id, clicked="false", promise="", met_on="2026-10-12")
    found = by_kind(asha)
    assert set(found) == {"nice_to_meet_you"}
    assert found["nice_to_meet_you"]["due_on"] == "2026-10-15"


def test_a_promise_for_a_day_is_due_on_it(asha: Person) -> None:
    capture(asha, promise="the sepsis paper", promise_by="2026-10-20")
    assert by_kind(asha)["promise"]["due_on"] == "2026-10-20"
    [met] = asha.browser.get("/api/v1/contacts").json["items"][0]["encounters"]
    assert met["promise_by"] == "2026-10-20"


def test_plain_words_name_the_day_of_a_promise(asha: Person) -> None:
    capture(asha, promise="send the paper tomorrow")
    assert by_kind(asha)["promise"]["closes_on"] == "2026-10-15"


def test_a_check_can_be_overruled_and_is_shown_so(asha: Person) -> None:
    contact_id = capture(asha)["contact_id"]
    act = {"kind": "advice", "what": "apply early"}
    asha.browser.post(f"/api/v1/contacts/{contact_id}/acts", json=act)
    report = by_kind(asha)["report_back"]
    path = f"/follow-ups/{report['id']}"
    page = asha.browser.post(f"{path}/overruled", data={"check": "filled"}, follow_redirects=True)
    assert "Overruled:" in page.text
    checks = {one["name"]: one for one in by_kind(asha)["report_back"]["draft"]["checks"]}
    assert (checks["filled"]["ok"], checks["filled"]["overruled"]) == (False, True)
    asha.browser.patch(f"/api/v1{path}", json={"overruled": []})
    checks = {one["name"]: one for one in by_kind(asha)["report_back"]["draft"]["checks"]}
    assert not checks["filled"]["overruled"]


def test_a_letter_can_begin_from_another_template(asha: Person) -> None:
    capture(asha)
    path = f"/follow-ups/{follow_ups(asha)[0]['id']}"
    asha.browser.post(f"{path}/template", data={"template": "nice_to_meet_you.alum"})
    draft = follow_ups(asha)[0]["draft"]
    assert "fifteen minutes" in draft["body"]


def test_a_letter_like_the_last_one_is_flagged(asha: Person) -> None:
    same = {"detail": "a red scarf", "talk": "", "place": "Booth 9"}
    capture(asha, name="Ngozi Ade", **same)
    first = follow_ups(asha)[0]
    capture(asha, name="Lena Vogt", **same)
    asha.browser.post(f"/api/v1/follow-ups/{first['id']}/sent")
    [second] = [one for one in follow_ups(asha) if one["contact"]["name"] == "Lena Vogt"]
    [own] = [one for one in second["draft"]["checks"] if one["name"] == "own"]
    assert not own["ok"]
    assert "Ngozi Ade" in own["why"]


def test_put_together_they_have_one_open_letter_and_apart_each_again(asha: Person) -> None:
    one = capture(asha, name="Ngozi A")["contact_id"]
    two = capture(asha, name="N Adebayo", email="other@example.org")["contact_id"]
    taken = asha.browser.post(f"/api/v1/contacts/{one}/merge", json={"absorb": two}).json
    assert sorted(item["state"] for item in follow_ups(asha)) == ["queued", "skipped"]
    asha.browser.post(f"/api/v1/merges/{taken['id']}/undo")
    assert [item["state"] for item in follow_ups(asha)] == ["queued", "queued"]
