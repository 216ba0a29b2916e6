"""Plans of a view: made by a worker process from that view's book alone, judged, kept by digest, and watched.

document    everything that is told of one plan, made where the plan is made
worker      the process: a task in, a document out, with limits of its own
desk        jobs: how many at once, ended hard when over time
shelf       documents by digest
basis       what a plan rests on, and which of it has ended since
"""
