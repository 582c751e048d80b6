/** @see ../scripts.ts */
export const reserve = /* lua */ `--[[
  Takes permits for API calls out of the budget of a credential.

  Guarantee: never more than the limit within the time that grants are held, by the clock of Redis;
  none during a pause. Calls that left without a permit are counted and never refused.
  Input:
    KEYS[1]  grants, as "<slot>:<count>,..." from the oldest to the newest
    KEYS[2]  pause
    ARGV[1]  permits wanted
    ARGV[2]  calls to count that left without a permit
    ARGV[3]  limit
    ARGV[4]  length of a slot in ms
    ARGV[5]  slots for which a grant is held after its own
  Output:
    {granted, ms, 0}  and the time until more come free, 0 when all are granted
    {0, ms, 1}        paused for this much time
]]
local grantsKey, pauseKey = KEYS[1], KEYS[2]
local wanted, owed, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local slotMs, holdSlots = tonumber(ARGV[4]), tonumber(ARGV[5])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local current = math.floor(now / slotMs)

local slots, counts, used = {}, {}, owed
for slot, count in string.gmatch(redis.call('GET', grantsKey) or '', '(%d+):(%d+)') do
  if tonumber(slot) >= current - holdSlots then
    slots[#slots + 1], counts[#counts + 1] = tonumber(slot), tonumber(count)
    used = used + tonumber(count)
  end
end

local pauseMs = redis.call('PTTL', pauseKey)
local granted = 0
if pauseMs <= 0 then granted = math.min(wanted, math.max(0, limit - used)) end

if granted + owed > 0 then
  if #slots == 0 or slots[#slots] < current then
    slots[#slots + 1], counts[#counts + 1] = current, 0
  end
  counts[#counts] = counts[#counts] + granted + owed
  local text = {}
  for index, slot in ipairs(slots) do
    text[index] = string.format('%.0f:%.0f', slot, counts[index])
  end
  local lifeMs = (slots[#slots] - current + holdSlots + 1) * slotMs
  redis.call('SET', grantsKey, table.concat(text, ','), 'PX', lifeMs)
end

if pauseMs > 0 then return {0, pauseMs, 1} end
if granted == wanted then return {granted, 0, 0} end
return {granted, ((slots[1] or current) + holdSlots + 1) * slotMs - now, 0}
`;
