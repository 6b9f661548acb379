import { type Csv, openCsv } from '#catalogue/list/csv/read'
import type { Repair } from '#catalogue/list/csv/repair'
import { Failure } from '#lib/errors'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { webOf } from '#seed/input/fetch'
import { type ListedFile, readFiles } from '#seed/input/file-list'
import { readAs } from '#seed/input/fingerprint'
import { inputsFingerprint, openInputs } from '#seed/input/open'
import { type KnownList, missingColumns, nearestKnownList, recogniseList } from './known-lists'

type CsvSource = { source: string; repair?: Repair }
type List = ListedFile & { dataset: string; csv: Csv }

/**
 * Returns the `open` of a source that is read from CSV files. The columns of a file decide its dataset.
 *
 * A folder or glob may contain several files of one dataset. They are read one after another, sorted by path; a checkpoint
 * names the file and the position in it.
 *
 * `open` throws {Failure} `usage` without a file, `source_unreadable`, or `wrong_header` if a file is not a list of this
 * source or the files belong to different datasets.
 */
export const csvSource =
  ({ source, repair }: CsvSource) =>
  async ({ from, clock, reach, encoding }: OpenOptions): Promise<OpenedInput> => {
    if (from === undefined) throw new Failure('usage', `Name the file to read: bun run seed ${source} FILE.`)
    const inputs = await openInputs(from, { extensions: ['.csv'], web: webOf({ clock, reach }) })
    const lists: List[] = []
    for (const input of inputs) {
      const csv = await openCsv(input, { encoding, ...(repair && { repair }) })
      const { name, size } = input
      lists.push({ name, size, dataset: datasetOf(source, name, csv.columns), csv, pages: csv.pages })
    }
    return {
      dataset: commonDataset(lists),
      fingerprint: readAs(encoding, inputsFingerprint(inputs)),
      csvHeader: JSON.stringify(
        lists.map(({ name, csv: { columns, dialect } }) => ({ file: name, columns, ...dialect })),
      ),
      counts: 'bytes',
      pages: (after) => readFiles(lists, after),
    }
  }

function datasetOf(source: string, name: string, columns: readonly string[]): string {
  const known = recogniseList(columns)
  if (known?.source === source) return known.dataset
  const nearest = nearestKnownList(columns, source)
  const missing = nearest ? missingColumns(nearest, columns) : []
  const lacks = missing.length > 0 ? `: it lacks the ${columnsNamed(missing)}` : ''
  throw new Failure(
    'wrong_header',
    `"${name}" is not a list of ${source}${lacks}. ${adviceFor(known ?? nearestKnownList(columns), source)}`,
  )
}

function adviceFor(known: KnownList | undefined, source: string): string {
  if (!known || known.source === source)
    return 'Check that it is the file you mean and that its first line is complete.'
  return `It looks like ${known.source}: try bun run seed ${known.source} with this file.`
}

const columnsNamed = (names: readonly string[]): string =>
  `${names.length === 1 ? 'column' : 'columns'} ${names.map((name) => `"${name}"`).join(', ')}`

function commonDataset(lists: readonly List[]): string {
  const [dataset = '', ...others] = new Set(lists.map((list) => list.dataset))
  if (others.length === 0) return dataset
  throw new Failure(
    'wrong_header',
    `These files belong to different datasets (${[dataset, ...others].join(', ')}): load the files of one dataset at a time.`,
  )
}
