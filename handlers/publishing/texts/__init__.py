"""What is said about posts, and what stands in the papers of a result."""

from handlers.publishing.texts import posts

TEXTS = posts.TEXTS
