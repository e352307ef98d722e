"""The faces: console, command line, Telegram."""
