"""The terminal: a thin adapter, equal to the web API. One file a feature; `main` puts them together."""
