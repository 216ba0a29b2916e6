"""What speaks of one question, and when: permissions, prohibitions, and how they meet."""
