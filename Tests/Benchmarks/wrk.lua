-- Asks for each line of a file ("path<TAB>cookies"), once each, in their order; with "repeat" it begins again at the end.
local lines, place, again, host = {}, 0, false, nil

function init(arguments)
   host, again = wrk.headers["Host"], arguments[2] == "repeat"
   for line in io.lines(arguments[1]) do
      local path, cookies = line:match("^([^\t]*)\t(.*)$")
      lines[#lines + 1] = "GET " .. path .. " HTTP/1.1\r\nHost: " .. host .. "\r\nCookie: " .. cookies .. "\r\n" ..
         "Accept: text/html\r\nAccept-Language: fr\r\nSec-Fetch-Site: none\r\n\r\n"
   end
end

function request()
   place = place + 1
   if place > #lines then
      if again then place = 1 else wrk.thread:stop(); place = #lines end
   end
   return lines[place]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests":%d,"seconds":%.6f,"bytes":%d,"failed":%d,"p50":%d,"p95":%d,"p99":%d}\n',
      summary.requests, summary.duration / 1e6, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
