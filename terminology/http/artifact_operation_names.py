"""The operations on artifacts: their names, what they are for, and who may."""

from collections.abc import Mapping

TYPES = ("CodeSystem", "ValueSet", "ConceptMap")
# Name, the letter of the scope, and what it is for.
OPERATIONS: Mapping[str, tuple[str, str]] = {
    "draft": ("c", "Create a draft of the next version (version) of an active one."),
    "clone": ("c", "Create a draft with the same content under another url (url, version)."),
    "release": ("u", "Activate a draft and pin its code systems (version, versionBehavior, releaseLabel)."),
    "approve": ("u", "Record when it was approved (approvalDate)."),
    "withdraw": ("d", "Take a draft away."),
    "retire": ("u", "Retire an active version."),
}
