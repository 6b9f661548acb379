import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runSeed } from '#tests/support/seed-process'
import { startService } from '#tests/support/service-process'
import { readMany } from '../load/requests'
import { fillDisk, mountTmpfs } from './disks'
import { allOf, allWithin, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE } from './world'

const STRANGER = 65_534

/** Runs a shell command as a user who owns nothing here. Returns its output. */
async function asStranger(command: string): Promise<string> {
  const words = ['setpriv', `--reuid=${STRANGER}`, `--regid=${STRANGER}`, '--clear-groups', 'bash', '-c', command]
  const child = Bun.spawn(words, { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' })
  return await new Response(child.stdout).text()
}

/** Counts the files below a folder that a stranger can read or write, and what it can list or create. */
async function openToStrangers(folder: string): Promise<{ files: number; total: number }> {
  const listed = Bun.spawn(['find', folder], { stdout: 'pipe', stderr: 'ignore' })
  const paths = (await new Response(listed.stdout).text()).trim().split('\n')
  const list = join(folder, '..', 'paths')
  await writeFile(list, paths.join('\n'))
  const open = await asStranger(
    `while read -r path; do if [ -r "$path" ] || [ -w "$path" ]; then echo "$path"; fi; done < '${list}'`,
  )
  return { files: open.split('\n').filter(Boolean).length, total: paths.length }
}

/** Scenarios of the rights on files, of the log and of the terminal. */
export const FILE_SCENARIOS: readonly Scenario[] = [
  {
    id: 'data-dir',
    fault: 'another user looks into DATA_DIR, which an older release has left readable',
    promise: 'nothing at or below it can be read or written',
    needs: ['root'],
    isShort: true,
    async run({ folder }) {
      await chmod(folder, 0o755)
      const directory = join(folder, 'data-dir')
      await mkdir(directory, { mode: 0o755 })
      await chmod(directory, 0o755)
      await using _service = await startService({ DATA_DIR: directory })
      const { files, total } = await openToStrangers(directory)
      return part(files === 0, `${files} of ${total} files and folders open to others`)
    },
  },
  {
    id: 'F29',
    fault: 'the disk of the log and of temporary files is full',
    promise: 'the service goes on answering',
    needs: ['postgres', 'root', 'mount'],
    isShort: true,
    async run(world) {
      const place = join(world.folder, 'full-log')
      await using _disk = await mountTmpfs(place, 1)
      await fillDisk(place)
      await using service = await startService(
        { DATABASE_URL: await world.catalogue(), LOG_LEVEL: 'debug', TMPDIR: place },
        { through: ['bash', '-c', `exec "$@" 2>>'${place}/log'`, '--'] },
      )
      return allOf(allWithin(await readMany(service), [200]), allWithin(await readMany(service), [200]))
    },
  },
  {
    id: 'terminal',
    fault: 'a list with control characters in its names and titles',
    promise: 'no control character reaches the terminal, only line breaks',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await world.catalogue()
      await server.run('drop database if exists terminal with (force)')
      await server.run(`create database terminal template ${CATALOGUE_DATABASE}`)
      const DATABASE_URL = server.databaseUrl('terminal')
      const evil = '\u001b]0;owned\u0007\u001b[31m\u009b2J'
      const file = join(world.folder, 'evil.ndjson')
      const rows = [
        { id: 1, title: `Elite ${evil} 7`, genre: `Odd ${evil}`, year: 1984 },
        { id: `two ${evil}`, title: 'Tetris', genre: 'Odd', year: evil },
        { id: 3, title: null, genre: evil, [evil]: evil },
      ]
      await Bun.write(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      const config = join(world.folder, 'vestimlib.config.json')
      const map = { title: 'title', genres: 'genre', year: 'year' }
      const entry = { name: 'evil', format: 'ndjson', from: file, key: 'id', map }
      await Bun.write(config, JSON.stringify({ sources: [entry] }))
      const runs = [
        await runSeed(['evil', '--config', config], { DATABASE_URL }),
        await runSeed(['quarantine', 'evil', '--config', config], { DATABASE_URL }),
        await runSeed(['vocabulary'], { DATABASE_URL }),
        await runSeed(['match', '--explain', 'Elite 7'], { DATABASE_URL }),
        await runSeed(['infer', file], { DATABASE_URL }),
      ]
      const said = runs.map(({ out, err }) => out + err).join('')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      const found = said.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? []
      return part(found.length === 0 && said.length > 0, `${found.length} control characters in ${said.length}`)
    },
  },
]
