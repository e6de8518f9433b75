"""Runs a program and prints the most memory it held behind its output: only the child counts."""

import os
import sys

child = os.posix_spawn(sys.executable, [sys.executable, "-I", sys.argv[1]], os.environ)
_, _, used = os.wait4(child, 0)
sys.stdout.write(f"\n{used.ru_maxrss}")
