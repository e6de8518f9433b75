"""How people get in: the first admin's code, invites, and an admin's word that lets somebody in."""
