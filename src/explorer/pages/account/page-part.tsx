import { LANGUAGES } from '../../languages'
import { speak } from '../../state/language'
import { shortcuts, theme } from '../../state/preferences'
import { words } from '../../words/every-page'
import { accountWords } from './words'

const THEME_CHOICES = ['system', 'light', 'dark'] as const

/** Choices of the reader, which this browser keeps. */
export function PagePart() {
  const { language, theme: colours, shortcuts: keys, kept } = accountWords
  return (
    <section class="form" aria-label={accountWords.parts.page}>
      <label class="field">
        {language}
        <select
          value={PAGE_LANGUAGE}
          onChange={({ currentTarget: { value } }) => {
            speak(LANGUAGES.find((one) => one === value) ?? 'en')
          }}
        >
          <option value="en">English</option>
          <option value="fr">Français</option>
        </select>
      </label>
      <label class="field">
        {colours}
        <select
          value={theme.value}
          onChange={({ currentTarget: { value } }) => {
            theme.value = THEME_CHOICES.find((one) => one === value) ?? 'system'
          }}
        >
          {THEME_CHOICES.map((one) => (
            <option key={one} value={one}>
              {words.themes[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="switch">
        <input
          type="checkbox"
          checked={shortcuts.value === 'on'}
          onChange={({ currentTarget: { checked } }) => {
            shortcuts.value = checked ? 'on' : 'off'
          }}
        />
        {keys}
      </label>
      <p class="dim">{kept}</p>
    </section>
  )
}
