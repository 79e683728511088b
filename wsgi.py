"""The application that a WSGI server runs."""

import sys

from webapp import create_app
from webapp.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"Hallway did not start. {error}")
