"""What a new plan does to the one in force, and why: read from the two plans, their books and the judge.

`diff` is the door: `diff_of(changed) -> PlanDiff`. `promises` says which requirement closes at another minute,
`trips` which trips are not as they were, `breaches` which rules the plan in force would break now and which
news is to blame, `reach` how far the news reaches: what it breaks, what it names, what these push aside.
`narrowing` cuts out the part of a plan that has to be judged for that.
"""
