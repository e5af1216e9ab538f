"""python -m bench log: the database first, then the benchmark, whose imports need it."""

import sys
from importlib import import_module

from bench import database, turns

NAME = sys.argv[1]

with database.migrated_database():
    turns.write(NAME, import_module(f"bench.{NAME}").measure())
