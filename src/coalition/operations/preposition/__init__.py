"""Where to keep which stocks before anyone knows the crisis: from a book to a decision and back."""
