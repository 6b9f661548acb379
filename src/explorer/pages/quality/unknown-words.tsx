import { useSignal } from '@preact/signals'
import { figure } from '../../state/language'
import { genreOptions, platformOptions } from '../../state/vocabulary'
import { qualityAddress, qualityValues } from './address'
import type { QualityData } from './quality-data'
import { Command, Heads, Section, WideTable } from './section'
import { qualityWords } from './words'

type UnknownWord = QualityData['words']['items'][number]

const SHOWN = 20

/** Words that neither the vocabulary nor a person has named, each with the command that names it. */
export function UnknownWords({ quality: { words: unknown } }: { quality: QualityData }) {
  const { words, wordsAbout, noWords, wordsMore, word, kind, kinds, records, choose } = qualityWords
  const chosen = qualityValues().word
  const shown = unknown.items.slice(0, SHOWN)
  const opened = unknown.items.find((one) => one.word === chosen)
  return (
    <Section title={words} about={wordsAbout}>
      {shown.length === 0 && <p class="note">{noWords}</p>}
      {unknown.total > shown.length && <p class="dim">{wordsMore(figure(shown.length), figure(unknown.total))}</p>}
      {opened && <NameWord key={opened.word} unknown={opened} />}
      {shown.length > 0 && (
        <WideTable label={words}>
          <Heads names={[word, kind, records, choose]} />
          <tbody>
            {shown.map((one) => (
              <tr key={one.kind + one.word}>
                <th scope="row">{one.word}</th>
                <td>{kinds[one.kind] ?? one.kind}</td>
                <td>{figure(one.records)}</td>
                <td>
                  <a href={qualityAddress({ word: one.word })}>{choose}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </Section>
  )
}

const OPTIONS = { platform: platformOptions, genre: genreOptions } as const

function NameWord({ unknown: { kind, word } }: { unknown: UnknownWord }) {
  const slug = useSignal('')
  const { mapTo, choose, mapWith, close } = qualityWords
  const options = kind === 'platform' || kind === 'genre' ? OPTIONS[kind].value : []
  return (
    <div class="note">
      {options.length > 0 && (
        <label class="field">
          {mapTo(word)}
          <select
            value={slug.value}
            onChange={({ currentTarget }) => {
              slug.value = currentTarget.value
            }}
          >
            <option value="">{choose}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      )}
      <p>{mapWith}</p>
      <Command>{`bun run seed vocabulary --kind ${kind} --map ${quoted(`${word}=${slug.value || 'SLUG'}`)}`}</Command>
      <a href={qualityAddress({ word: '' })}>{close}</a>
    </div>
  )
}

/** Quotes an argument for a shell. */
const quoted = (argument: string) => `'${argument.replaceAll("'", "'\\''")}'`
