"""Free text: who owns a reply, an answer or a file; dialogues and open questions."""
