"""The blocks of the page Emergency desk."""
