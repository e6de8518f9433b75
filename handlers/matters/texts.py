"""What is said about matters."""

from handlers.texts import Texts

TEXTS: Texts = {}
