"""Use cases: a locked period is closed, its public notice ends, and what was published is corrected."""
