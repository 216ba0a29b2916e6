"""What changes after a plan was made: the news, and what a new plan does to the promises of the old."""
