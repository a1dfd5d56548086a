"""The tabs of the page Operations, a file each; `tabs` lists them."""
