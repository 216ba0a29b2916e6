"""Forty and more leaks planted one at a time, each as a slip somebody could make; the leak tests must find
them all.

A mutant patches what the server uses, names the requests that would show it, and may ask something first as
somebody who sees what is hidden.
"""

from __future__ import annotations

from tests.server.leaks.planting import Ask, Mutant, get
from tests.server.leaks.slips_in_answers import (
    cache_without_the_nation,
    count_before_filter,
    facet_before_filter,
    forbidden_for_what_is_hidden,
    last_modified_of_the_table,
    longer_answer_for_what_is_hidden,
    next_number,
    offset_cursor_over_all_rows,
    order_by_rarity,
    pages_without_the_nation,
    reference_named_in_the_error,
    same_text_known,
    searches_of_others,
    snippet,
    sort_by_a_hidden_field,
    stream_ids_of_all,
    suggestion_from_all_words,
    tag_of_the_whole_table,
    total_in_a_header,
    trace_id_in_sequence,
    unique_name_among_all,
)
from tests.server.leaks.slips_in_pictures import (
    audience_not_looked_at,
    audience_of_others,
    book_of_somebody_else,
    box_of_all_points,
    classification_not_looked_at,
    deadline_of_a_draft,
    gap_in_message_ids,
    history_names_a_hidden_actor,
    label_not_looked_at,
    legend_of_all_kinds,
    log_line_in_an_answer,
    middle_of_all_points,
    nobody_taken_for_everybody,
    notices_of_what_is_hidden,
    picture_kept_for_all,
    price_of_a_hidden_limit,
    queue_position,
    reason_names_a_hidden_limit,
    rounding_of_a_hidden_total,
    row_numbers_of_all,
    size_of_a_batch,
    size_of_another_stream,
    state_of_all_events,
    tally_of_all_votes,
    told_of_what_is_hidden,
    tombstone_of_what_was_never_shown,
    unread_badge,
)

REREAD = get(
    "/api/history?limit=500", "/api/requirements?limit=500", "/api/consents?limit=500",
    "/api/tasks?limit=500", "/api/search?q=fuel&limit=500",
)  # fmt: skip
LISTED = get("/api/requirements?limit=2", "/api/consents", "/api/tasks")
OBJECT = get("/api/objects/{hidden}")
TASK: Ask = ("POST", "/api/acts/TaskAssigned", {"body": {"owner": "DEU", "title": "{title}"}})
OFFER: Ask = (
    "POST", "/api/acts/OfferMade",
    {"body": {"line": "{hidden}", "terms": {"amounts": [{"what": "fuel", "quantity": 1, "unit": "each"}]}}},
)  # fmt: skip
QUESTION: Ask = (
    "POST", "/api/authority/answer", {"actor": "DEU", "action": "transit", "territory": "POL"}
)  # fmt: skip
LEAVE = tuple(
    ("POST", "/api/authority/answer", {"actor": actor, "action": "enter", "territory": "DEU"})
    for actor in ("LTU", "POL")
)
EVENTS = get("/api/events")

MUTANTS: dict[str, Mutant] = {
    "count before filter": Mutant(count_before_filter, LISTED),
    "total in a header": Mutant(total_in_a_header, LISTED),
    "tag of the whole table": Mutant(tag_of_the_whole_table, LISTED),
    "last-modified of the table": Mutant(last_modified_of_the_table, LISTED),
    "trace id in sequence": Mutant(trace_id_in_sequence, LISTED),
    "offset cursor over all rows": Mutant(offset_cursor_over_all_rows, LISTED),
    "facet before filter": Mutant(facet_before_filter, LISTED),
    "sort by a hidden field": Mutant(sort_by_a_hidden_field, get("/api/requirements?sort=title")),
    "cache key without the nation": Mutant(
        cache_without_the_nation, get("/api/consents?sort=id", "/api/forces?sort=id"),
        warm=("/api/consents?sort=id", "/api/forces?sort=id"),
    ),
    "kept page without the nation": Mutant(
        pages_without_the_nation, get("/api/consents?sort=id", "/api/tasks?sort=id"),
        warm=("/api/consents?sort=id", "/api/tasks?sort=id"),
    ),
    "ids of all, content withheld": Mutant(stream_ids_of_all, get("/api/history?limit=500")),
    "order by rarity of words": Mutant(order_by_rarity, get("/api/search?q=a&limit=500")),
    "snippet": Mutant(snippet, get("/api/search?q=fuel", "/api/search?q=hospital", "/api/search?q=bridge")),
    "suggestion from all words": Mutant(
        suggestion_from_all_words, get("/api/search?q=CANX", "/api/search?q=hosx", "/api/search?q=fuex")
    ),
    "searches of others": Mutant(searches_of_others, get("/api/search?q=fuel"), warm=("/api/search?q=fuel",)),
    "403 for what is hidden": Mutant(forbidden_for_what_is_hidden, OBJECT),
    "longer body for what is hidden": Mutant(longer_answer_for_what_is_hidden, OBJECT),
    "name unique among all": Mutant(unique_name_among_all, (TASK,)),
    "reference in the error": Mutant(reference_named_in_the_error, (OFFER,)),
    "next number": Mutant(next_number, (TASK,)),
    "same text known": Mutant(same_text_known, (TASK,)),
    "picture of somebody else": Mutant(state_of_all_events, get("/api/requirements", "/api/tasks")),
    "history names a hidden actor": Mutant(history_names_a_hidden_actor, get("/api/history")),
    "log line": Mutant(log_line_in_an_answer, get("/api/history/{seen}")),
    "audience list": Mutant(audience_of_others, get("/api/labels")),
    "box of all points": Mutant(box_of_all_points, get("/api/map")),
    "middle of all points": Mutant(middle_of_all_points, get("/api/map")),
    "legend of all kinds": Mutant(legend_of_all_kinds, get("/api/map")),
    "picture kept for all": Mutant(picture_kept_for_all, get("/api/map"), warm=("/api/map",)),
    "reason names a hidden limit": Mutant(reason_names_a_hidden_limit, (QUESTION,)),
    "book of somebody else": Mutant(book_of_somebody_else, LEAVE),
    "queue position": Mutant(queue_position, (("POST", "/api/plans", {"work": 0}),)),
    "price of a hidden limit": Mutant(price_of_a_hidden_limit, get("/api/plans")),
    "rounding of a hidden total": Mutant(rounding_of_a_hidden_total, get("/api/requirements")),
    "tally of all votes": Mutant(tally_of_all_votes, get("/api/proposals")),
    "deadline of a draft": Mutant(deadline_of_a_draft, get("/api/drafts")),
    "row numbers of all": Mutant(row_numbers_of_all, get("/api/export/requirements.csv")),
    "notices of what is hidden": Mutant(notices_of_what_is_hidden, get("/api/notifications")),
    "unread badge": Mutant(unread_badge, get("/api/reading")),
    "told of what is hidden": Mutant(told_of_what_is_hidden, EVENTS),
    "size of a batch": Mutant(size_of_a_batch, EVENTS),
    "gap in message ids": Mutant(gap_in_message_ids, EVENTS),
    "tombstone of what was never shown": Mutant(tombstone_of_what_was_never_shown, EVENTS),
    "size of another stream": Mutant(size_of_another_stream, get("/api/history/{seen}/proof")),
    "label not looked at": Mutant(label_not_looked_at, REREAD),
    "audience not looked at": Mutant(audience_not_looked_at, REREAD),
    "nobody taken for everybody": Mutant(nobody_taken_for_everybody, REREAD),
    "classification not looked at": Mutant(classification_not_looked_at, REREAD),
}  # fmt: skip
"""Every planted leak by name."""
