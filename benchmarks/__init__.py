"""Speed and cost, as ratios measured side by side in one run: `make bench`.

`peers` are the ways to make one call, `speed` measures them in alternating rounds, `costs` what importing and running
takes in time and memory, `regeneration` the pipeline; `report` holds the goals and writes the tables.
"""
