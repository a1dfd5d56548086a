"""Parts of the page Consents and records, one file each."""
