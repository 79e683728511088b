"""Configuration refuses a bad value by its name."""

import stat
from pathlib import Path

import pytest

from webapp.config import ConfigError, load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "8000.5"),
        ("PORT", "\u0668"),
        ("HALLWAY_DATABASE_URL", "mysql://localhost/hallway"),
        ("HALLWAY_DATABASE_URL", "nonsense"),
        ("HALLWAY_DATABASE_URL", "sqlite://"),
        ("HALLWAY_SECRET_KEY", "short"),
        ("HALLWAY_BASE_URL", "hallway.example.org"),
        ("HALLWAY_BASE_URL", "ftp://hallway.example.org"),
        ("HALLWAY_BASE_URL", "https://hallway.example.org/path"),
        ("HALLWAY_BASE_URL", "http://192.168.1.7:8000"),
        ("HALLWAY_BASE_URL", "https://[broken"),
        ("HALLWAY_SMTP_URL", "mail.example.org"),
        ("HALLWAY_PUSH_HOSTS", "push.intern"),
        ("HALLWAY_SMTP_HOSTS", "mail.intern:587 http://x"),
        ("HALLWAY_PROXY_HOPS", "-1"),
        ("HALLWAY_PROXY_HOPS", "many"),
        ("HALLWAY_INSTANCE", "/dev/null/hallway"),
    ],
)
def test_a_bad_value_stops_the_start_with_one_sentence_naming_it(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load({"HALLWAY_INSTANCE": str(tmp_path), name: value})
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


def test_nothing_need_be_set(tmp_path: Path) -> None:
    config = load({}, default_instance=tmp_path / "instance")
    assert config.database_url == f"sqlite:///{tmp_path}/instance/hallway.sqlite"
    assert config.base_url == "http://127.0.0.1:8000"


def test_the_port_is_part_of_the_default_address(tmp_path: Path) -> None:
    assert load({"PORT": "8123"}, tmp_path).base_url == "http://127.0.0.1:8123"


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = load({}, tmp_path).secret_key
    assert len(first) >= 48
    assert load({}, tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_postgresql_needs_a_secret_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HALLWAY_SECRET_KEY"):
        load({"HALLWAY_DATABASE_URL": "postgresql+psycopg:///hallway"}, tmp_path)


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("https://127.0.0.1:8000", True),
        ("https://hallway.example.org", True),
    ],
)
def test_cookies_are_secure_unless_the_address_is_plain_http_on_this_machine(
    tmp_path: Path, address: str, secure: bool
) -> None:
    assert load({"HALLWAY_BASE_URL": address}, tmp_path).secure_cookies is secure
