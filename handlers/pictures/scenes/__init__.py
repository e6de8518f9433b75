"""One module a kind of picture: where everything stands."""
