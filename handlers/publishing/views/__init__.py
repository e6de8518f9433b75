"""What is made public, as posts and as documents."""
