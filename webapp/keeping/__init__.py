"""Keeping what people wrote: backups, restoring, moving, and starting only what is sound."""
