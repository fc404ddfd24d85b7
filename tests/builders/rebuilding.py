from seed.narrative.document import Narrative


def rebuild(narrative: Narrative) -> str:
    """The document's text: no blank lines, `- ` items, LF between lines, none at the end.

    A document already in this form is reproduced byte for byte.
    """
    heading = () if narrative.name_heading is None else (narrative.name_heading,)
    name_lines = [block.line for block in narrative.name_block]
    lines = [*narrative.preamble, narrative.kind, *(block.line for block in narrative.pre_name), *heading, *name_lines]
    for section in narrative.sections:
        lines += [section.heading, *(block.line for block in section.blocks)]
    return "\n".join(lines)
