"""What Redis does in one go. No clock of any host counts: leases and tokens live as long as Redis counts down.

The keys of each script are the token's, the lease's, the mark's and the trial's. The mark says that a refresh of the
kept token was begun: whoever gets the lease after a leader that died finds it, and logs in instead of sending the same
refresh token once more.

"Newer" means: by the order of leases. Whoever holds the lease may write: all others began earlier. Whoever has lost
it may write only if what was kept when it began is still there, byte by byte; each encryption of a token is unique.
"""

from __future__ import annotations

TRIAL = """
redis.call('SET', KEYS[4], '', 'PX', 1000)
"""
"""Before any script: fails on a Redis that is full, or a replica."""

_KEPT = """
local function kept()
  if redis.call('TYPE', KEYS[1]).ok ~= 'string' then return false end
  return redis.call('GET', KEYS[1])
end
"""

LOAD = (
    _KEPT
    + """
return {kept(), redis.call('PTTL', KEYS[1])}
"""
)
"""Answers the value and its time to live in milliseconds."""

LEASE = (
    _KEPT
    + """
local value, ttl = kept(), redis.call('PTTL', KEYS[1])
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return {0, value, ttl, 0}
end
local begun = redis.call('EXISTS', KEYS[3])
if value and ttl > 0 then
  redis.call('SET', KEYS[3], ARGV[1], 'PX', ttl)
end
return {1, value, ttl, begun}
"""
)
"""Arguments: owner, milliseconds. Answers whether the lease was granted, value, time to live, whether marked before."""

SAVE = (
    _KEPT
    + """
local value = kept()
local mine = redis.call('GET', KEYS[2]) == ARGV[1]
if value and not mine and value ~= ARGV[2] then
  return {0, value, redis.call('PTTL', KEYS[1])}
end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
redis.call('DEL', KEYS[3])
if mine then
  redis.call('DEL', KEYS[2])
end
return {1, false, 0}
"""
)
"""Arguments: owner, the value that was there before, the new value, milliseconds. Answers whether it was kept and,
when it was not, the newer value with its time to live."""

GIVE_BACK = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return {0}
end
redis.call('DEL', KEYS[2])
if ARGV[2] == '1' then
  redis.call('DEL', KEYS[3])
end
return {1}
"""
"""Arguments: owner, 1 to take the mark away, too."""

ANSWERS = {LOAD: 2, LEASE: 4, SAVE: 3, GIVE_BACK: 1}
"""How many things each script answers."""
