"""What the Redis token stores of both kinds share, without I/O: scripts, encryption, options, outages."""
