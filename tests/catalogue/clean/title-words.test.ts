import { expect, test } from 'bun:test'
import { titleTags, withoutTitleTags } from '#catalogue/clean/title-tags'
import { takeBrackets } from '#catalogue/match/brackets'
import { normaliseTitle } from '#catalogue/match/title'
import { PLATFORMS } from '#catalogue/vocabulary/platforms'
import { growthOf, isLinear } from '#tests/support/growth'

/** Sizes within the length of a title: what can be read in two ways takes twice as long for each further word. */
const SIZES = [60, 160] as const
const SEPARATORS = [' ', ',', ', ', ' ,', '/', ' / ', ' & ', '+', '|', ' and ', '  ']
const OTHER_WORDS =
  'usa europe na pal ntsc-j en en,fr disc1 rev1 atari wii mac macos pc/mac xbox steam boxed sealed digital download code key cd dvd edition version game 2005'.split(
    ' ',
  )
const words = [...new Set([...PLATFORMS.flatMap(({ slug, name }) => [slug, name.toLowerCase()]), ...OTHER_WORDS])]
const FORMS: readonly ((words: string) => string)[] = [
  (text) => `X (${text}!)`,
  (text) => `X [${text}!]`,
  (text) => `X - ${text}!`,
  (text) => `X ${text}!`,
]

test.each([
  ['withoutTitleTags', withoutTitleTags],
  ['titleTags', titleTags],
  ['takeBrackets', takeBrackets],
  ['normaliseTitle', normaliseTitle],
] as const)(
  '%s reads a title of repeated words in one way',
  async (_, call) => {
    const slow: string[] = []
    for (const word of words)
      for (const separator of SEPARATORS)
        for (const form of FORMS) {
          const make = (size: number) => form(`${word}${separator}`.repeat(size / (word.length + separator.length)))
          if (!isLinear(await growthOf(call, make, SIZES))) slow.push(make(SIZES[0]))
        }
    expect(slow).toEqual([])
  },
  300_000,
)
