"""The only place with SQL; synchronous."""
