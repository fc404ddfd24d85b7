"""The code system that a command means when none is named. It stands here, and not in the registry of sources alone,
because importing that takes longer than showing a help page; a test holds the two together.
"""

DEFAULT_SYSTEM = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
