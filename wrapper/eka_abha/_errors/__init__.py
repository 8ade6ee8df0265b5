"""The exceptions (`base`, `api`), and how an error answer of the service becomes one (`response`)."""
