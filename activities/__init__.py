"""Effects: the journal, job handlers and message delivery."""
