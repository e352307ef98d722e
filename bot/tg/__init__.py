"""The Telegram face; the composition is bot/tg/bot.py (a package named telegram would hide the library)."""
