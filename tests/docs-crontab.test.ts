import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'

const page = readFileSync('docs/operations.md', 'utf8')

test('the crontab backs up from the folder, with the program and the files of the unit for systemd', () => {
  const line = /```crontab\n(.+)\n```/.exec(page)?.[1] ?? ''
  const [folder, start] = [/^WorkingDirectory=(.+)$/m, /^ExecStart=\/bin\/sh -c 'exec (.+ backup) /m].map(
    (pattern) => pattern.exec(page)?.[1],
  )
  expect(folder).toBe('/srv/vestimlib/app')
  expect(line).toContain(`cd ${folder} && ${start} `)
})
