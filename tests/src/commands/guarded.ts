import { setTimeout as sleep } from 'node:timers/promises'
import { guardProcess } from '#src/commands/process-guard'
import { createLog } from '#src/http/log'

// Entry file of a test: a guarded process in which something fails that nothing catches.
const [, , fault] = process.argv
const { fatal } = guardProcess(createLog('info'))
const secret = 'a value that was sent'

if (fault === 'throw')
  setTimeout(() => {
    throw new TypeError(`${secret}\n    at ${secret}:1:1`)
  }, 1)
else void sleep(1).then(() => Promise.reject(Object.assign(new Error(secret), { code: 'ECONNRESET' })))

await fatal
process.exit(1)
