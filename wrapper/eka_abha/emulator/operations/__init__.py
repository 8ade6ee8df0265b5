"""One module per group of operations; each has a function per operation and lists them in its `ROUTES`."""
