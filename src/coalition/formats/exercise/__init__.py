"""Exercise files: main events and incident lists in any columns, expectations, lessons, after-action reports.

    columns       the fields of an event, and the heads that published layouts give them
    mapping       a file that says which head of a table is which field
    reader        from a CSV or XLSX table to events, all faults at once
    expectation   the small language of what is expected of a plan
    news_cell     the piece of news that an inject brings
    lessons       from observation to lesson learned, with the check that keeps it learned
    converting    the same events under the heads of HSEEP or Blueprint

Not here: playing the events (`operations.exercise`).
"""
