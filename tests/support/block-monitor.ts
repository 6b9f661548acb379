// Preloaded into a service: writes the longest time for which its event loop was blocked since the last SIGUSR2, in milliseconds.

const TICK_MS = 5

let last = performance.now()
let longest = 0

function tick(): void {
  const now = performance.now()
  longest = Math.max(longest, now - last - TICK_MS)
  last = now
}

setInterval(tick, TICK_MS).unref()
process.on('SIGUSR2', () => {
  tick()
  process.stderr.write(`${JSON.stringify({ longestBlockMs: Math.round(longest) })}\n`)
  longest = 0
})
