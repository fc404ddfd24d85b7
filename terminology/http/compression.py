"""Compression: answers as gzip for those who ask, from which size on."""

SMALLEST_COMPRESSED = 1024  # bytes; compressing less costs more than it saves
COMPRESSION_LEVEL = 5
