"""Hallway: the networking notebook that a person carries through a conference."""

from inspect import iscoroutinefunction

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import command_line, compression, config, errors, logs, metrics, pages, security
from webapp.accounts import current
from webapp.cards import door
from webapp.config import Config
from webapp.db import db, engine_options, prepare
from webapp.rooms import register_rooms
from webapp.routes import Route


def create_app(settings: Config | None = None) -> Flask:
    """The application: configuration, database, rooms and errors; nothing else happens here."""
    settings = settings or config.load()
    app = Flask(__name__, instance_path=str(settings.instance), static_folder="static")
    app.url_rule_class = Route
    app.config.from_mapping(config.flask_settings(settings))
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to wrap it
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(settings.database_url)}
    db.init_app(app)
    # No asynchronous session is ever opened, and closing none would cost a thread a request.
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]
    with app.app_context():
        prepare(db.engine)
    logs.configure(settings.log_level)
    logs.register(app)
    metrics.register(app)
    current.register(app)
    compression.register(app)
    security.register(app, secure=settings.secure_cookies)
    errors.register(app)
    pages.register(app)
    register_rooms(app)
    command_line.register(app)
    door.register(app)
    return app
