"""The full-screen app: the only package that knows Textual."""
