"""The laws of the label engine, the quick ones first."""

from __future__ import annotations

from tests.labels import laws, laws_of_words
from tests.labels.laws import Law

LAWS: tuple[Law, ...] = (
    laws.an_empty_audience_is_nobody_but_the_one_originator,
    laws.silence_about_the_audience_is_nobody_but_the_one_originator,
    laws.audiences_that_share_nobody_leave_nobody,
    laws.a_join_loses_nobody_who_may_see_all_by_one_audience,
    laws.a_join_keeps_every_restriction_and_note_and_the_highest_level,
    laws.a_join_of_unknown_origin_is_nobodys_own,
    laws.what_cannot_be_joined_is_refused,
    laws.only_the_one_originator_widens,
    laws.only_release_makes_what_is_released,
    laws.a_refusal_names_the_rule_and_nothing_of_the_label,
    laws.what_is_controlled_goes_on_only_with_every_originators_leave,
    laws.one_tag_stands_once_in_a_label,
    laws.a_table_gives_no_number_twice_and_none_backwards,
    laws_of_words.every_fault_of_a_label_is_told_at_once,
    laws_of_words.a_rule_is_kept_by_what_satisfies_it,
    laws_of_words.no_audience_is_a_fault_where_silence_is_nobody,
    laws_of_words.a_marking_is_in_the_language_asked_for,
    laws_of_words.a_marking_of_nobody_never_looks_like_one_of_somebody,
    laws_of_words.what_a_policy_replaces_suppresses_or_hides_is_not_printed,
    laws_of_words.words_a_policy_does_not_know_are_printed_bare,
    laws_of_words.a_translation_never_loses_what_restricts,
    laws_of_words.two_audiences_that_become_one_are_intersected,
    laws_of_words.a_policy_may_say_what_foreign_words_become_on_the_way_in,
    laws.a_label_in_json_is_itself_again_and_nothing_less,
    laws.a_table_answers_what_the_decision_answers,
    laws.decisions_are_those_of_the_naive_evaluator,
    laws.whoever_may_see_a_join_may_see_each_input,
    laws.joining_asks_neither_order_nor_grouping,
    laws.more_restriction_never_widens,
)
