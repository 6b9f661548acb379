import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secureDataDirectory } from '#db/postgres/data-directory'
import { openEmbedded } from '#db/postgres/embedded'

const MINUTES = 180_000
const STRANGER = 65_534
const isRoot = process.getuid?.() === 0
const reason = !isRoot ? 'only root may act as another user' : Bun.which('setpriv') ? '' : 'setpriv is not installed'

let parent: string

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'vestim-data-'))
  chmodSync(parent, 0o755)
})
afterAll(() => rmSync(parent, { recursive: true }))

const rightsOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** Makes a directory with these rights, whatever the umask, and returns its path. */
function directoryWith(name: string, rights: number): string {
  const path = join(parent, name)
  mkdirSync(path)
  chmodSync(path, rights)
  return path
}

/** Runs a script of the shell as another user, with these lines as its input, and returns its output. */
async function asStranger(script: string, lines: readonly string[] = []): Promise<string> {
  const child = Bun.spawn(
    ['setpriv', `--reuid=${STRANGER}`, `--regid=${STRANGER}`, '--clear-groups', 'sh', '-c', script],
    { cwd: '/', stdin: new Blob([lines.map((line) => `${line}\n`).join('')]), stdout: 'pipe', stderr: 'ignore' },
  )
  return new Response(child.stdout).text()
}

describe('DATA_DIR', () => {
  test('is made for its owner only', () => {
    const path = join(parent, 'made', 'below')
    secureDataDirectory(path)
    expect(rightsOf(path)).toBe('700')
  })

  test('that others may use is taken from them, if it is empty or has our files', () => {
    const [empty, ours] = [directoryWith('empty', 0o777), directoryWith('ours', 0o755)]
    writeFileSync(join(ours, 'jwt-secret'), '')
    for (const path of [empty, ours]) {
      secureDataDirectory(path)
      expect(rightsOf(path)).toBe('700')
    }
  })

  test('with files of other programs is refused and left as it is', () => {
    const path = directoryWith('shared', 0o755)
    writeFileSync(join(path, 'theirs'), '')
    expect(() => secureDataDirectory(path)).toThrow('files of other programs')
    expect(rightsOf(path)).toBe('755')
  })

  test.skipIf(reason !== '')(
    `cannot be read or written by another user${reason && `: skipped, ${reason}`}`,
    async () => {
      const directory = directoryWith('store', 0o777)
      {
        await using store = await openEmbedded({ directory })
        await store.migrations.migrate()
      }
      const inside = readdirSync(directory, { recursive: true }).map((name) => join(directory, String(name)))
      expect(inside.length).toBeGreaterThan(500)
      const probe = 'while read -r path; do if [ -r "$path" ] || [ -w "$path" ]; then echo "$path"; fi; done'
      expect(await asStranger(probe, [parent])).toBe(`${parent}\n`)
      expect(await asStranger(probe, inside)).toBe('')
      expect(await asStranger(`touch ${directory}/new && echo written; ls ${directory} && echo listed`)).toBe('')
    },
    MINUTES,
  )

  test.skipIf(reason !== '')(
    `of another user who lets us in is refused${reason && `: skipped, ${reason}`}`,
    async () => {
      const directory = directoryWith('root', 0o777)
      const script = `import('${import.meta.dir}/../../../db/postgres/data-directory.ts').then((it) => it.secureDataDirectory('${directory}')).catch((error) => console.log(error.code))`
      expect(await asStranger(`HOME=/tmp ${process.execPath} -e "${script}"`)).toBe('configuration\n')
    },
    MINUTES,
  )
})
