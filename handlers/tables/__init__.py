"""Tables: a form for many units, and the tables that come back."""
