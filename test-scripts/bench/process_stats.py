"""Memory, CPU time and threads of a process and its children, read from /proc (Linux only)."""

import os
import time


def process_tree(pid: int) -> list[int]:
    """`pid` and all its descendants, parents before children."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                after_name = file.read().rpartition(")")[2].split()
            children.setdefault(int(after_name[1]), []).append(int(name))
        except (OSError, IndexError):
            continue  # it ended while we looked
    found, waiting = [], [pid]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += children.get(process, [])
    return found


def memory(pid: int) -> dict[str, float]:
    """Resident and peak memory in MiB, and the number of threads, of the whole tree."""
    total = {"rss": 0.0, "peak": 0.0, "threads": 0}
    for process in process_tree(pid):
        try:
            with open(f"/proc/{process}/status") as file:
                fields = dict(line.split(":", 1) for line in file)
            total["rss"] += int(fields["VmRSS"].split()[0]) / 1024
            total["peak"] += int(fields["VmHWM"].split()[0]) / 1024
            total["threads"] += int(fields["Threads"])
        except (OSError, KeyError):
            continue
    return total


def cpu_nanoseconds(pid: int) -> int:
    """User and system time of the live processes of the tree."""
    total = 0
    for process in process_tree(pid):
        try:
            total += time.clock_gettime_ns((~process << 3) | 2)  # Linux's clock id of another process's CPU time
        except OSError:
            continue
    return total
