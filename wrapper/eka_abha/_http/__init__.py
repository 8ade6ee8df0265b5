"""What every call needs and no event loop: configuration, tokens, retry decisions, hooks, logging."""
