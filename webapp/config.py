"""Configuration from the environment; a bad value is refused by its name."""

import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LOG_LEVELS = ("debug", "info", "warning", "error")
KEY_FILE = "secret-key"
MAX_BODY = 6 * 1024 * 1024


class ConfigError(ValueError):
    """A setting cannot be used; the text is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Config:
    """What an instance of Hallway needs to know before it starts."""

    instance: Path
    database_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    smtp_url: str | None
    proxy_hops: int
    old_secret_keys: tuple[str, ...] = ()
    """Keys that were used before: what they signed is still taken."""
    log_level: str = "warning"
    metrics_token: str = ""
    push_hosts: tuple[str, ...] = ()
    """`host:port` of push services of one's own, besides those of the browsers."""
    smtp_hosts: tuple[str, ...] = ()
    """`host:port` of mail servers that people may send from though they are not public."""

    @property
    def contact(self) -> str:
        """The address at which a push service reaches whoever runs this Hallway."""
        return f"hallway@{urlsplit(self.base_url).hostname}"

    @property
    def secure_cookies(self) -> bool:
        """False only where the configured address is plain http on this machine."""
        return not is_plain_loopback(self.base_url)


def load(environ: Mapping[str, str] = os.environ, default_instance: Path | None = None) -> Config:
    """Read and check every setting; ConfigError names the first bad one."""
    instance = _instance(environ, default_instance or Path.cwd() / "instance")
    port = _number(environ, "PORT", default=8000, low=1, high=65535)
    database_url = _database_url(environ, instance)
    keys = _secret_keys(environ, instance, database_url)
    return Config(
        instance=instance,
        database_url=database_url,
        secret_key=keys[0],
        old_secret_keys=keys[1:],
        base_url=_base_url(environ, port),
        host=environ.get("HALLWAY_HOST") or "127.0.0.1",
        port=port,
        smtp_url=_smtp_url(environ),
        proxy_hops=_number(environ, "HALLWAY_PROXY_HOPS", default=0, low=0, high=8),
        log_level=_one_of(environ, "HALLWAY_LOG", LOG_LEVELS, default="warning"),
        metrics_token=_metrics_token(environ),
        push_hosts=_hosts(environ, "HALLWAY_PUSH_HOSTS"),
        smtp_hosts=_hosts(environ, "HALLWAY_SMTP_HOSTS"),
    )


def flask_settings(config: Config) -> dict[str, object]:
    """The same as Flask and Flask-Login want it."""
    secure = config.secure_cookies
    return {
        "HALLWAY": config,
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": list(config.old_secret_keys),
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "SESSION_COOKIE_NAME": "__Host-hallway" if secure else "hallway",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=90),
    }


def is_plain_loopback(url: str) -> bool:
    """Whether an address is http on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def _instance(environ: Mapping[str, str], default: Path) -> Path:
    folder = Path(environ.get("HALLWAY_INSTANCE") or default).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"HALLWAY_INSTANCE: {folder} cannot be used: {error.strerror}."
        ) from error
    return folder


def _number(environ: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise ConfigError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def checked_database_url(name: str, text: str) -> str:
    """The address of a database of a kind that we know; ConfigError calls it by `name`."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ConfigError(f"{name} is not a database address.") from error
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise ConfigError(
            f"{name} must begin with sqlite:/// or postgresql+psycopg://, not {url.drivername}."
        )
    if url.drivername == "sqlite" and not url.database:
        raise ConfigError(f"{name} must name a file: sqlite:////path/hallway.sqlite.")
    return text


def _one_of(environ: Mapping[str, str], name: str, choices: Iterable[str], default: str) -> str:
    text = environ.get(name, "").strip().lower() or default
    if text not in choices:
        raise ConfigError(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
    return text


def _hosts(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    hosts = environ.get(name, "").split()
    for host in hosts:
        if not re.fullmatch(r"[\w.-]+:\d{1,5}", host, re.ASCII):
            raise ConfigError(f"{name} must be host:port, several parted by blanks, not {host!r}.")
    return tuple(hosts)


def _metrics_token(environ: Mapping[str, str]) -> str:
    token = environ.get("HALLWAY_METRICS_TOKEN", "").strip()
    if token and len(token) < 32:
        raise ConfigError("HALLWAY_METRICS_TOKEN must have at least 32 characters.")
    return token


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    text = environ.get("HALLWAY_DATABASE_URL", "").strip()
    if not text:
        return f"sqlite:///{instance / 'hallway.sqlite'}"
    return checked_database_url("HALLWAY_DATABASE_URL", text)


def rotate_kept_secret(instance: Path) -> None:
    """Make a new key for the embedded database; what the last one signed is still taken."""
    path = instance / KEY_FILE
    old = _kept_secrets(path)[:1]
    fresh = path.with_name(f".{KEY_FILE}.new")
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join([secrets.token_urlsafe(48), *old]))
    fresh.replace(path)


def _secret_keys(environ: Mapping[str, str], instance: Path, database_url: str) -> tuple[str, ...]:
    """The key that signs, and after it those that signed before."""
    given = environ.get("HALLWAY_SECRET_KEY", "")
    if given:
        old = environ.get("HALLWAY_OLD_SECRET_KEYS", "").split()
        if len(given) < 32:
            raise ConfigError("HALLWAY_SECRET_KEY must have at least 32 characters.")
        return (given, *old)
    if not database_url.startswith("sqlite"):
        raise ConfigError(
            "HALLWAY_SECRET_KEY must be set when the database is not the embedded one."
        )
    return _kept_secrets(instance / KEY_FILE)


def _kept_secrets(path: Path) -> tuple[str, ...]:
    """The embedded database's own keys, the first made once; readable by their owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _lines_of(path)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _lines_of(path)


def _lines_of(path: Path) -> tuple[str, ...]:
    keys = tuple(path.read_text().split())
    if not keys:
        raise ConfigError(f"{path} is empty. Delete it: a new key is made, and all sign in again.")
    return keys


def _base_url(environ: Mapping[str, str], port: int) -> str:
    text = environ.get("HALLWAY_BASE_URL", "").strip().rstrip("/")
    if not text:
        return f"http://127.0.0.1:{port}"
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.path or parts.query or parts.fragment or parts.username:
        raise ConfigError(
            "HALLWAY_BASE_URL must be http:// or https:// with a host and nothing after it, "
            f"not {text!r}."
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ConfigError(
            "HALLWAY_BASE_URL must be https:// unless it is this machine: "
            "phones give camera and offline use only to https."
        )
    return text


def _smtp_url(environ: Mapping[str, str]) -> str | None:
    text = environ.get("HALLWAY_SMTP_URL", "").strip()
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError("HALLWAY_SMTP_URL must be smtp://host:port or smtps://host:port.")
    return text
