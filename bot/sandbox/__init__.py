"""The embedded chat: a small Bot API server with people, groups, faults and a ledger, for the demo and the tests."""
