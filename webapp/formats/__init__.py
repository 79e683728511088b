"""The pure room: text, bytes and plain values in, values out; no Flask, no database."""
