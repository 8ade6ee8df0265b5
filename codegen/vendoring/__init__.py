"""Take a document of the provider in: read, validate, compare, and only then replace the vendored one."""
