import { type CsvCell, csvFile, jsonFile, saveFile } from '../state/files'
import { words } from '../words/every-page'

type FileLinksProps = {
  /** Name of the files, without an ending. */
  name: string
  /** Returns what the view shows, as the service has it. */
  data: () => unknown
  columns: readonly string[]
  rows: () => readonly (readonly CsvCell[])[]
}

/** Buttons that save what a view shows as JSON, and as a table in CSV. The files are made when somebody wants them. */
export const FileLinks = ({ name, data, columns, rows }: FileLinksProps) => (
  <p class="dim">
    {words.files}{' '}
    <button type="button" class="quiet" onClick={() => saveFile(`${name}.json`, jsonFile(data()))}>
      JSON
    </button>{' '}
    <button type="button" class="quiet" onClick={() => saveFile(`${name}.csv`, csvFile(columns, rows()))}>
      CSV
    </button>
  </p>
)
