"""The floor: the smallest Flask application, under the same server."""

from flask import Flask

app = Flask(__name__)


@app.route("/", methods=["GET", "PUT"])
def hello() -> str:
    """Nothing but the framework."""
    return "hello"


@app.get("/healthz")
def healthz() -> str:
    """For whoever waits until it answers."""
    return "ok"
