-- BODIES holds "<bytes>\n<body>" again and again. "@S@" becomes twelve hex digits: NONCE and a counter.
local file = assert(io.open(os.getenv("BODIES"), "rb"))
local data = file:read("*a")
file:close()

local pool, at = {}, 1
while at <= #data do
  local newline = data:find("\n", at, true)
  local length = tonumber(data:sub(at, newline - 1))
  local body, parts, from = data:sub(newline + 1, newline + length), {}, 1
  while true do
    local first, last = body:find("@S@", from, true)
    if not first then
      parts[#parts + 1] = body:sub(from)
      break
    end
    parts[#parts + 1] = body:sub(from, first - 1)
    from = last + 1
  end
  pool[#pool + 1] = parts
  at = newline + length + 1
end

wrk.method = "POST"
wrk.headers["Content-Type"] = "text/plain"
wrk.headers["User-Agent"] = os.getenv("AGENT")
local nonce, path, count = os.getenv("NONCE"), os.getenv("REQUEST_PATH"), 0

function request()
  count = count + 1
  local stamp = string.format("%s%07x", nonce, count)
  return wrk.format("POST", path, nil, table.concat(pool[count % #pool + 1], stamp))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.3f,"p50Ms":%.3f,"p99Ms":%.3f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
