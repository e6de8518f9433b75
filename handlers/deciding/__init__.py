"""Deciding about submissions: reviews, batches, objections and corrections."""
