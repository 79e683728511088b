"""Contacts who may be one person: found, listed, and dismissed when they are two."""
