"""Robots post to the form of a card: what is kept of them, and what was sent.

`python -m tests.exchange.robots [--posts 10000]` takes a few minutes. Every robot fills in the
form as a person would, from addresses all over the world, as quickly as the form allows.
"""

import argparse
import re
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from sqlalchemy import func, select

from tests.conftest import Browser, Clock, settings, sign_up
from webapp import create_app, logs, migrate, row_security
from webapp.db import db
from webapp.exchange.model import EraseLink, Exchange
from webapp.limits.model import Bucket, SpentNonce

EACH = 0.5
"""Seconds between two posts."""
FORM = {"detail": "buy now", "email": "robot@spam.example", "consent": "true"}


def flood(app: Flask, clock: Clock, posts: int, networks: int) -> Counter[str]:
    """Post so often from so many networks to one card; gives answers, rows and letters."""
    asha = sign_up(app, "asha@example.org", "Asha Rao")
    card = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json
    address = f"/c/{card['token']}/exchange"
    tally: Counter[str] = Counter()
    with patch("webapp.mail.send") as sent:
        for number in range(posts):
            tally[_post(app, clock, address, number, networks)] += 1
        tally["letters"] = sent.call_count
    with app.app_context():
        row_security.act_for_everyone(db.session)
        for model in (Exchange, EraseLink, Bucket, SpentNonce):
            count = db.session.scalar(select(func.count()).select_from(model))
            tally[model.__tablename__] = count or 0
    return tally


def _post(app: Flask, clock: Clock, address: str, number: int, networks: int) -> str:
    where = {"REMOTE_ADDR": f"198.51.{number % networks // 250}.{number % networks % 250 + 1}"}
    robot = Browser(app, app.response_class)
    page = robot.get(address, environ_base=where).text
    nonce = re.findall(r'name="nonce" value="([^"]+)"', page)[0]
    clock.now += timedelta(seconds=1)
    form = {**FORM, "name": f"Robot {number}", "nonce": nonce}
    status = robot.post(address, data=form, environ_base=where).status_code
    clock.now += timedelta(seconds=EACH - 1)
    return f"answered {status}"


def main() -> None:
    """Flood a Hallway of its own and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--posts", type=int, default=10_000)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallway-robots-") as folder:
        app = create_app(settings(f"sqlite:///{folder}/hallway.sqlite", Path(folder)))
        logs.guard.disabled = True
        app.test_client_class, app.config["CLOCK"] = Browser, Clock()
        with app.app_context():
            migrate.upgrade(db.engine)
        print(dict(flood(app, app.config["CLOCK"], asked.posts, networks=500)))  # noqa: T201


if __name__ == "__main__":
    main()
