"""What is kept of the chats: who may ask, answers, uploads, and updates not yet handled."""
