"""The Telegram face; the composition is bot/telegram_bot.py (a package named telegram would hide the library)."""
