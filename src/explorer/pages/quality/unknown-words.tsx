import { useSignal } from '@preact/signals'
import { figure } from '../../state/language'
import { scopes } from '../../state/session'
import type { Trouble } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { troubleInWords } from '../../words/troubles'
import { qualityAddress, qualityValues } from './address'
import { NameWord } from './name-word'
import { storeMeaning } from './named-word'
import type { QualityData } from './quality-data'
import { Heads, Section, WideTable } from './section'
import { qualityWords } from './words'

type UnknownWord = QualityData['words']['items'][number]

const SHOWN = 20

/** Words that neither the vocabulary nor a person has named; a curator names them here. */
export function UnknownWords({ quality: { words: unknown } }: { quality: QualityData }) {
  const { words, wordsAbout, noWords, wordsMore, word, kind, kinds, records, sources, choose, namedWords } =
    qualityWords
  const named = useSignal<ReadonlySet<UnknownWord>>(new Set())
  const trouble = useSignal<Trouble | undefined>(undefined)
  const chosen = qualityValues().word
  const left = unknown.items.filter((one) => !named.value.has(one))
  const shown = left.slice(0, SHOWN)
  const opened = left.find((one) => one.word === chosen)
  const show = (one: UnknownWord, isNamed: boolean) => {
    named.value = new Set(isNamed ? [...named.value, one] : [...named.value].filter((other) => other !== one))
  }
  return (
    <Section title={words} about={wordsAbout}>
      {shown.length === 0 && <p class="note">{noWords}</p>}
      {unknown.total > shown.length && (
        <p class="dim">{wordsMore(figure(shown.length), figure(unknown.total - named.value.size))}</p>
      )}
      <p role="alert">{trouble.value && (troubleInWords(trouble.value.code) ?? trouble.value.detail)}</p>
      {opened && (
        <NameWord
          key={opened.kind + opened.word}
          unknown={opened}
          onName={async (meaning) => {
            trouble.value = await storeMeaning(opened, meaning, (isNamed) => show(opened, isNamed))
          }}
        />
      )}
      {shown.length > 0 && (
        <WideTable label={words}>
          <Heads names={[word, kind, records, sources, choose]} />
          <tbody>
            {shown.map((one) => (
              <tr key={one.kind + one.word}>
                <th scope="row">{one.word}</th>
                <td>{kinds[one.kind] ?? one.kind}</td>
                <td>{figure(one.records)}</td>
                <td>{one.sources.map(sourceName.value).join(', ')}</td>
                <td>
                  <a href={qualityAddress({ word: one.word })}>{choose}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      {scopes.value.has('curate') && <a href="/explorer/decisions?kind=word">{namedWords}</a>}
    </Section>
  )
}
