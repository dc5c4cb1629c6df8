"""One module a reference; each has `render()`, which answers with the whole page as Markdown."""
