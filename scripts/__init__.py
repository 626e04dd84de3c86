"""What is done to the repository itself: deriving files, and checking everything."""
