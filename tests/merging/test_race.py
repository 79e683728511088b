"""The same said at the same time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from tests.conftest import Person
from tests.contacts.conftest import get, meet
from webapp.db import new_id

AT_ONCE = 8


def all_at_once(app: Flask, person: Person, path: str, bodies: list[Any]) -> list[Any]:
    """Send each body from a browser of its own, signed in as this person."""
    cookie = person.browser.get_cookie("hallway")
    assert cookie is not None

    def send(body: Any) -> Any:
        browser = app.test_client()
        browser.set_cookie("hallway", cookie.value)
        return browser.post(path, json=body)

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def put_at_once(app: Flask, person: Person, bodies: list[Any]) -> list[Any]:
    """Send each capture from a browser of its own, under an id of its own."""
    cookie = person.browser.get_cookie("hallway")
    assert cookie is not None

    def put(body: Any) -> Any:
        browser = app.test_client()
        browser.set_cookie("hallway", cookie.value)
        return browser.put(f"/api/v1/captures/{new_id()}", json=body)

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(put, bodies))


def test_two_captures_of_one_person_at_once_are_noticed(app: Flask, asha: Person) -> None:
    for turn in range(6):
        body = {"name": f"Ngozi {'abcdef'[turn]}dichie", "detail": "twins"}
        answers = put_at_once(app, asha, [body | {"email": f"{turn}@example.org"}] * 2)
        assert [answer.status_code for answer in answers] == [201, 201]
    whys = [pair["why"] for pair in get(asha, "/contacts/duplicates")["items"]]
    assert whys.count("Same e-mail address") == 6


def test_a_capture_during_a_merge_goes_to_the_one_who_is_kept(app: Flask, asha: Person) -> None:
    for turn in range(6):
        first, second = (meet(asha, f"Ngozi {turn}", detail) for detail in "ab")
        again = {"name": "Ngozi", "detail": "met again", "contact_id": second}
        with ThreadPoolExecutor(2) as pool:
            path = f"/api/v1/contacts/{first}/merge"
            merged = pool.submit(all_at_once, app, asha, path, [{"absorb": second}])
            taken = pool.submit(put_at_once, app, asha, [again])
            assert [answer.status_code for answer in merged.result()] == [200]
            assert [answer.status_code for answer in taken.result()] == [201]
        assert len(get(asha, f"/contacts/{first}")["encounters"]) == 3


def test_many_orders_for_one_merge_make_one_merge(app: Flask, asha: Person) -> None:
    first, second = (meet(asha, "Ngozi", detail, email="n@example.org") for detail in "ab")
    orders = [{"absorb": second}] * AT_ONCE
    answers = all_at_once(app, asha, f"/api/v1/contacts/{first}/merge", orders)
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    [taken] = {answer.json["id"] for answer in answers}
    assert len(get(asha, f"/contacts/{first}")["encounters"]) == 2
    undone = all_at_once(app, asha, f"/api/v1/merges/{taken}/undo", [{}] * AT_ONCE)
    assert [answer.status_code for answer in undone] == [200] * AT_ONCE
    assert len(get(asha, "/contacts")["items"]) == 2


def test_merges_the_one_way_and_the_other_make_one_merge(app: Flask, asha: Person) -> None:
    first, second = (meet(asha, "Ngozi", detail, email="n@example.org") for detail in "ab")
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda ids: all_at_once(
                    app, asha, f"/api/v1/contacts/{ids[0]}/merge", [{"absorb": ids[1]}] * 4
                ),
                [(first, second), (second, first)],
            )
        )
    assert len({answer.json["id"] for batch in answers for answer in batch}) == 1
    [kept] = get(asha, "/contacts")["items"]
    assert len(kept["encounters"]) == 2
