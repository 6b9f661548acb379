import { parseConfig } from '#lib/config'
import { start } from '#src/commands/start'

// Entry file of a test: the service, in which something fails on SIGUSR2 that nothing catches. The arguments are DATA_DIR and JWT_SECRET.
const [, , dataDir, secret] = process.argv

process.on('SIGUSR2', () => {
  setTimeout(() => {
    throw new RangeError('a value that was sent')
  }, 1)
})
const config = parseConfig({ DATA_DIR: dataDir, JWT_SECRET: secret, PORT: '0' }, { signs: true })
process.exit(await start(config, new AbortController().signal, () => {}))
