"""The default code system of commands. Duplicated from the source registry, which takes longer to import than a help
page takes to show; a test compares the two.
"""

DEFAULT_SYSTEM = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
