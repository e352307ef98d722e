"""What every test may rely on."""

from __future__ import annotations

import signal

# A shell without job control starts background commands with Ctrl-C ignored, and their children inherit that: the
# tests of Ctrl-C would fail in a pipeline that was started so.
signal.signal(signal.SIGINT, signal.default_int_handler)
