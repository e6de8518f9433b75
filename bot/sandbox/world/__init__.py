"""People, chats, messages, files and updates."""
