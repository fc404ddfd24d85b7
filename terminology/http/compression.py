"""Compression: the minimum size of responses to gzip."""

SMALLEST_COMPRESSED = 1024  # bytes; compressing less costs more than it saves
COMPRESSION_LEVEL = 5
