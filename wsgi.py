"""The application that a WSGI server runs."""

import gc
import signal
import sys
from multiprocessing import parent_process

if parent_process() is not None:
    # A worker of granian is a fork, and takes a stop as its parent does, by noting it where nobody
    # looks, until it serves. It has nothing to finish before that: a stop ends it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

# Next to nothing that is made while a worker starts ever goes: looking for it costs a sixth of the
# start (0.77 to 0.67 s, measured), and again each time later, unless it is set aside.
gc.disable()

from webapp import create_app  # noqa: E402  # its imports are most of what is made
from webapp.config import ConfigError  # noqa: E402

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"Hallway did not start. {error}")
finally:
    gc.freeze()
    gc.enable()
