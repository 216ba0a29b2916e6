"""The load of `serve_load.py`.

sizes      how much of everything, what is told while it runs
filling    a fictional book, objects on record, sessions
serving    `coalition serve` as a process, and a connection to it
asking     what is asked, when, and whether the answer is right
telling    the tables and the verdict
"""
