/** A file to write and to declare: its name and format, and members of its entry beside them. */
export type HostileFile = {
  what: string
  file: string
  format: 'csv' | 'ndjson' | 'json'
  declared?: Record<string, unknown>
  write: (path: string) => Promise<unknown>
}

/** Text of a file in one line: before the records, between two of them, and after them. `record` has the text of one. */
export type OneLine = { before: string; between: string; after: string; record: (id: number, notes: string) => string }

const MEGABYTE = 1_000_000
export const RECORDS_PER_MEGABYTE = 10

const member = (id: number, notes: string) => JSON.stringify({ id, title: `Game ${id}`, notes })

/** `[{"id":0,"title":"Game 0"},…]` */
export const ARRAY: OneLine = { before: '[', between: ',', after: ']', record: member }
/** `{"k0":{"id":0,"title":"Game 0"},…}` */
export const BY_ID: OneLine = {
  ...ARRAY,
  before: '{',
  after: '}',
  record: (id, notes) => `"k${id}":${member(id, notes)}`,
}
/** `{"id":0,"title":"Game 0"}{"id":1,…` */
export const JOINED: OneLine = { before: '', between: '', after: '', record: member }
/** `id,title,0,Game 0,1,Game 1,…` */
export const CELLS: OneLine = { ...JOINED, before: 'id,title', record: (id, notes) => `,${id},Game ${id} ${notes}` }

/** Writes a file of records in one line, ten to each megabyte. */
export async function writeOneLine(path: string, form: OneLine, megabytes: number): Promise<void> {
  const sink = Bun.file(path).writer()
  const notes = 'x'.repeat(MEGABYTE / RECORDS_PER_MEGABYTE - 60)
  sink.write(form.before)
  for (let id = 0; id < megabytes * RECORDS_PER_MEGABYTE; id++) {
    sink.write(`${id === 0 ? '' : form.between}${form.record(id, notes)}`)
    if (id % RECORDS_PER_MEGABYTE === 0) await sink.flush()
  }
  sink.write(form.after)
  await sink.end()
}

/** Writes a file with a text of this length in its middle. */
export async function writeLong(path: string, before: string, megabytes: number, after: string): Promise<void> {
  const sink = Bun.file(path).writer()
  const piece = 'x'.repeat(MEGABYTE)
  sink.write(before)
  for (let written = 0; written < megabytes; written++) {
    sink.write(piece)
    await sink.flush()
  }
  sink.write(after)
  await sink.end()
}

/** Returns a table of good rows, so that only the length of a bomb is wrong. */
export const tableOf = (megabytes: number): Buffer => {
  const rows = Buffer.alloc(megabytes * MEGABYTE, `1,Elite,${'x'.repeat(10_000)}\n`)
  return Buffer.concat([Buffer.from('id,title,notes\n'), rows])
}

/** Returns the bytes as often as this. */
export const manifold = (bytes: Buffer, times: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(times) }, () => bytes))
