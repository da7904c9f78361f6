-- PUTs the body to each path of a file in turn, with the token that stands beside it.
local targets, body, at = {}, '', 0

function init(args)
  body = args[2]
  for line in io.lines(args[1]) do
    local path, token = line:match('^(%S+) (%S+)$')
    targets[#targets + 1] = wrk.format('PUT', path, {
      ['Content-Type'] = 'application/json',
      ['Authorization'] = 'Bearer ' .. token,
    }, body)
  end
end

function request()
  at = at % #targets + 1
  return targets[at]
end
