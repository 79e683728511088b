"""What a person runs on the server: `flask --app wsgi ...`."""

import os
import sys
from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from webapp import metrics, migrate
from webapp.accounts.details import PasswordForm, SignUp
from webapp.accounts.doors import close_all
from webapp.accounts.mailed import set_password
from webapp.accounts.model import find_by_email
from webapp.accounts.signing import issue_token, sign_up
from webapp.config import Config
from webapp.db import db
from webapp.demo import season
from webapp.digest.commands import remind_command
from webapp.errors import Invalid
from webapp.export.commands import import_account
from webapp.keeping import commands
from webapp.keeping.start import CannotStart, make_ready
from webapp.keeping.tidy import owners_with_something_old, tidy
from webapp.limits.buckets import forget_full
from webapp.row_security import act_for, act_for_everyone
from webapp.validation import read_values

user = AppGroup("user", help="Accounts and their tokens.")


def register(group: AppGroup) -> None:
    """Add the commands."""
    own = (user, serve, migrate_command, tidy_command, demo, remind_command, import_account)
    for command in (*own, *commands.ALL):
        group.add_command(command)


@click.command("tidy")
@with_appcontext
def tidy_command() -> None:
    """Erase who was deleted a month ago, and forget what nobody can ask for any more."""
    now = datetime.now(UTC)
    forget_full(db.session, now)
    db.session.commit()
    act_for_everyone(db.session)
    for owner_id in owners_with_something_old(db.session, now):
        # One owner a transaction, so that nobody waits for the others.
        tidy(db.session, owner_id, now)
        db.session.commit()
    db.session.rollback()


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database up to today's schema."""
    migrate.upgrade(db.engine)


@click.command()
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.pass_context
def serve(context: click.Context, workers: int) -> None:
    """Migrate, then serve until stopped."""
    app = context.find_root().obj.load_app()
    settings: Config = app.config["HALLWAY"]
    try:
        make_ready(db.engine, workers=workers)
    except CannotStart as error:
        sys.exit(f"Hallway did not start. {error}")
    context.invoke(tidy_command)
    db.engine.dispose()
    click.echo(f"\n  Hallway is at {settings.base_url}\n  Stop it with Ctrl+C.\n")
    os.environ[metrics.FOLDER] = metrics.empty_folder(settings.instance)
    os.execv(sys.executable, granian(settings.host, settings.port, workers))


def granian(host: str, port: int, workers: int) -> list[str]:
    """The command that serves, word by word."""
    # After ten seconds whoever still answers is ended; a worker that dies is replaced, and the
    # others serve on meanwhile.
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "wsgi:app"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "4"),
        *("--log-level", "warning", "--no-ws"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
    ]


@click.command()
def demo() -> None:
    """Add a made-up person with a season's worth of people."""
    migrate.upgrade(db.engine)
    if season.make_season(db.session, datetime.now(UTC)):
        db.session.commit()
    click.echo(f"\n  Sign in as {season.EMAIL} with the password: {season.PASSWORD}")


@user.command("create")
@click.option("--email", required=True)
@click.option("--name", default="")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_user(email: str, name: str, password_stdin: bool) -> None:
    """Make an account."""
    migrate.upgrade(db.engine)
    password = _password(from_stdin=password_stdin)
    try:
        given = read_values(SignUp, {"email": email, "password": password, "name": name})
        sign_up(
            db.session,
            email=given.email,
            password=given.password,
            name=given.name,
            time_zone="UTC",
            now=datetime.now(UTC),
        )
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    db.session.commit()
    click.echo(f"Made an account for {given.email}.")


@user.command("reset-password")
@click.option("--email", required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def reset_password(email: str, *, password_stdin: bool) -> None:
    """Set a new password for who lost theirs; every sign-in of theirs ends."""
    owner = find_by_email(db.session, email)
    if owner is None:
        raise click.ClickException(f"There is no account for {email}.")
    act_for(db.session, owner.id)
    try:
        given = read_values(PasswordForm, {"password": _password(from_stdin=password_stdin)})
        set_password(db.session, owner, given.password)
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    db.session.commit()
    click.echo(f"{email} has a new password, and is signed out everywhere.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@user.command("sign-out")
@click.option("--email", required=True)
def sign_out_everywhere(email: str) -> None:
    """End every sign-in of somebody, as after a stolen phone."""
    owner = find_by_email(db.session, email)
    if owner is None:
        raise click.ClickException(f"There is no account for {email}.")
    close_all(db.session, owner.id)
    db.session.commit()
    click.echo(f"{email} is signed out everywhere.")


@user.command("token")
@click.option("--email", required=True)
@click.option("--name", default="command line", show_default=True)
def create_token(email: str, name: str) -> None:
    """Print a new API token, once."""
    owner = find_by_email(db.session, email)
    if owner is None:
        raise click.ClickException(f"There is no account for {email}.")
    token = issue_token(db.session, owner.id, name=name, now=datetime.now(UTC))
    db.session.commit()
    click.echo(token)
