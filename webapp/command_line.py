"""The commands of `flask --app wsgi ...`, read from `cli` when one is asked for.

A worker that serves never asks, and the commands bring Alembic and the made-up season with them:
a quarter of a second and 24 MB of each worker, measured.
"""

from click import Command, Context
from flask import Flask
from flask.cli import AppGroup


class Commands(AppGroup):
    """The application's commands, absent until somebody looks for one."""

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of this name, if there is one."""
        self._fill()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of all commands."""
        self._fill()
        return super().list_commands(ctx)

    def _fill(self) -> None:
        if not self.commands:
            from webapp import cli

            cli.register(self)


def register(app: Flask) -> None:
    """Let the application have its commands."""
    app.cli = Commands()
