"""`python -m bot` is `anwen`."""

from bot.cli import main

main()
