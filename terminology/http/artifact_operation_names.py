"""The operations on artifacts: their names, purposes and scopes."""

from collections.abc import Mapping

TYPES = ("CodeSystem", "ValueSet", "ConceptMap")
# Name, scope letter, and purpose.
OPERATIONS: Mapping[str, tuple[str, str]] = {
    "draft": ("c", "Create a draft of the next version (version) of an active one."),
    "clone": ("c", "Create a draft with the same content under another url (url, version)."),
    "release": ("u", "Activate a draft and pin its code systems (version, versionBehavior, releaseLabel)."),
    "approve": ("u", "Record when it was approved (approvalDate)."),
    "withdraw": ("d", "Withdraw a draft."),
    "retire": ("u", "Retire an active version."),
}
