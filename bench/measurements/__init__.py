"""One module a measurement (docs/adding-a-measurement.md)."""
