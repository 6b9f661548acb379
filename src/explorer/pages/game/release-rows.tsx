import { curateWords } from './curate-words'
import { RELEASE_MEMBERS } from './fix-values'

type ReleaseRowsProps = { text: string; isReadable: boolean; isFirst: boolean; onText: (text: string) => void }

/** Releases on one platform, each with its region, edition, date and copies. */
export function ReleaseRows({ text, isReadable, isFirst, onText }: ReleaseRowsProps) {
  const { release, releaseMembers, addRelease, dropRelease, noRelease, badRelease, hints } = curateWords
  const rows = text === '' ? [] : text.split('\n').map((line) => line.split('\t'))
  const put = (next: readonly (readonly string[])[]) => onText(next.map((row) => row.join('\t')).join('\n'))
  const write = (at: number, member: number, given: string) =>
    put(
      rows.with(
        at,
        RELEASE_MEMBERS.map((_, one) => (one === member ? given : rows[at]?.[one]) ?? ''),
      ),
    )
  return (
    <div class="field">
      {rows.map((row, at) => (
        <fieldset key={`release ${at}`} class="release-row">
          <legend>{release(at + 1)}</legend>
          {RELEASE_MEMBERS.map((member, one) => (
            <label key={member}>
              {releaseMembers[member]}
              <input
                value={row[one] ?? ''}
                data-first={(isFirst && at === 0 && member === 'released') || undefined}
                maxLength={100}
                autocomplete="off"
                spellcheck={false}
                onInput={({ currentTarget }) => write(at, one, currentTarget.value)}
              />
            </label>
          ))}
          <button
            type="button"
            class="quiet"
            aria-label={dropRelease(at + 1)}
            onClick={() => put(rows.toSpliced(at, 1))}
          >
            ×
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        data-first={(isFirst && rows.length === 0) || undefined}
        onClick={() => put([...rows, RELEASE_MEMBERS.map(() => '')])}
      >
        {addRelease}
      </button>
      <small role="status">{isReadable ? (rows.length > 0 ? hints.date : noRelease) : badRelease}</small>
    </div>
  )
}
