"""Facts as tables (``tables/*.csv``, each row with its source) and the look-ups over them.

Opening this package reads no table; the first question to a table does. Names fold case, blanks and accents.
"""

from __future__ import annotations

from .capitals import raised
from .classification import (
    LEVELS,
    Order,
    band,
    executive_orders,
    level,
    level_of_mark,
    level_spellings,
    marks,
    reason,
)
from .declassification import (
    ReleaseRule,
    find_release_rule,
    is_published,
    order_in_force,
    other_government,
    release_rule,
    release_rules,
    selections,
)
from .department import DEPARTMENT, addressed_post, department_count, unverified_count
from .glossary import Word, glossary
from .heading import Precedence, captions, is_addressee, precedence, precedences, prosigns, routing
from .holidays import holiday
from .keeping import Loss, Series, losses, series, tag_schedule
from .layouts import LAYOUTS, layout_name
from .misreading import digits, meant, misread, outline, outlined, outlines
from .naming import field_named, field_names
from .outlets import outlet
from .posts import (
    canonical_post,
    post,
    post_addressed,
    post_aliases,
    post_codes,
    post_kind,
    post_label,
    post_named,
    town_of,
)
from .requesting import Ground, Office, grounds, office_for, offices, paper_file
from .tags import near_tag, split_tags, tag, tag_aliases
from .translating import translations
from .wording import MONTHS, NO_LEVEL, level_name, month_name
from .words import acronym, countries_named, country_meant, country_name, words

__all__ = [
    "DEPARTMENT",
    "LAYOUTS",
    "LEVELS",
    "MONTHS",
    "NO_LEVEL",
    "Ground",
    "Loss",
    "Office",
    "Order",
    "Precedence",
    "ReleaseRule",
    "Series",
    "Word",
    "acronym",
    "addressed_post",
    "band",
    "canonical_post",
    "captions",
    "countries_named",
    "country_meant",
    "country_name",
    "department_count",
    "digits",
    "executive_orders",
    "field_named",
    "field_names",
    "find_release_rule",
    "glossary",
    "grounds",
    "holiday",
    "is_addressee",
    "is_published",
    "layout_name",
    "level",
    "level_name",
    "level_of_mark",
    "level_spellings",
    "losses",
    "marks",
    "meant",
    "misread",
    "month_name",
    "near_tag",
    "office_for",
    "offices",
    "order_in_force",
    "other_government",
    "outlet",
    "outline",
    "outlined",
    "outlines",
    "paper_file",
    "post",
    "post_addressed",
    "post_aliases",
    "post_codes",
    "post_kind",
    "post_label",
    "post_named",
    "precedence",
    "precedences",
    "prosigns",
    "raised",
    "reason",
    "release_rule",
    "release_rules",
    "routing",
    "selections",
    "series",
    "split_tags",
    "tag",
    "tag_aliases",
    "tag_schedule",
    "town_of",
    "translations",
    "unverified_count",
    "words",
]
