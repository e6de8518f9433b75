"""Who is who: greetings, help, the roster, a word to the admins."""
