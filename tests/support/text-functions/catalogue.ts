import * as v from 'valibot'
import { cleanCompany, cutAtCommas, isLegalForm, splitCompanies } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { hasRaisedDigit, withPlainDigits, withPlainFractions } from '#catalogue/clean/digits'
import { decodeEntities } from '#catalogue/clean/entities'
import { esrbRatings } from '#catalogue/clean/esrb'
import { textOfHtml } from '#catalogue/clean/html'
import { cleanLink } from '#catalogue/clean/link'
import { isMissing, isNoFigure, isNoName } from '#catalogue/clean/missing'
import { isDestroyed, repairMojibake } from '#catalogue/clean/mojibake'
import { monthNamed } from '#catalogue/clean/months'
import { millionsToCopies, parseCount, parseNumber } from '#catalogue/clean/number'
import { parseScore, parseScore100 } from '#catalogue/clean/score'
import { cleanTags, tagKey } from '#catalogue/clean/tags'
import { cleanText } from '#catalogue/clean/text'
import { withoutTime } from '#catalogue/clean/time-of-day'
import { cleanTitle } from '#catalogue/clean/title'
import { firstOfTitles, titleTags, withoutTitleTags } from '#catalogue/clean/title-tags'
import { isOverridable, OVERRIDABLE_FIELDS, parseOverride } from '#catalogue/decision/overridable'
import { recordRefValue } from '#catalogue/decision/override-values'
import { parseRelated } from '#catalogue/decision/relation-override'
import { parseReleaseOverride, platformOf, unknownPlatformAdvice } from '#catalogue/decision/release-override'
import { excessOf } from '#catalogue/limits'
import { takeBrackets } from '#catalogue/match/brackets'
import { editionNamed, isPackageWord, takeEditions } from '#catalogue/match/editions'
import { matchFeatures } from '#catalogue/match/features'
import { matchKeysOf } from '#catalogue/match/keys'
import { otherNamesOf } from '#catalogue/match/names'
import { inDigits, numbersOf } from '#catalogue/match/numerals'
import { foldScript, withoutTranslation } from '#catalogue/match/script'
import { stemsOf, takeRemarks } from '#catalogue/match/subtitle'
import { compactTitle, normaliseTitle } from '#catalogue/match/title'
import { isTypo, typoKeyOf } from '#catalogue/match/typo'
import { companyKey, companySlug, isPortNote } from '#catalogue/merge/company'
import { mergeRecords } from '#catalogue/merge/merge'
import { sortTitleOf, titleSlug } from '#catalogue/merge/slug'
import { cleanSpelling } from '#catalogue/merge/spelling'
import { compoundParts } from '#catalogue/search/compound'
import { foldedWords, foldText } from '#catalogue/search/fold'
import { foldHan } from '#catalogue/search/han'
import { createHighlight } from '#catalogue/search/highlight'
import { initialsOf, initialsTextsOf } from '#catalogue/search/initials'
import { namePartsOf, pairsOf } from '#catalogue/search/name-parts'
import { isDigits, isSmall, normWords, numeralOf } from '#catalogue/search/norm'
import { foldQuery } from '#catalogue/search/query'
import { readRuns } from '#catalogue/search/runs'
import { searchTextOf } from '#catalogue/search/search-text'
import { baseTitle, halvesOf, hasYear } from '#catalogue/search/spellings'
import { isYear, yearNumberOf, yearWords } from '#catalogue/search/year-number'
import { traitsOf } from '#catalogue/similar/traits'
import { ratingOf, withoutBoard } from '#catalogue/vocabulary/boards'
import {
  beginningsOf,
  isDepartment,
  isGeneralPart,
  isRegionalPart,
  withoutGeneralWords,
} from '#catalogue/vocabulary/company-words'
import { standardVocabulary, wordKey } from '#catalogue/vocabulary/lookup'
import { mappedKey } from '#catalogue/vocabulary/mapped-words'
import { regionOf } from '#catalogue/vocabulary/regions'
import { partitionWords, setUnknown, withUnknownWords } from '#catalogue/vocabulary/unknown-words'
import { partOf, piecesOf, type TextFunction } from './text-function'

const recordOf = (text: string) => ({
  title: text,
  summary: text,
  alternativeNames: [text],
  developers: [text],
  publishers: [text],
  genres: [text],
  series: [text],
  tags: [text],
  externalIds: { gog: text },
  ratings: [{ board: text, rating: text }],
  releases: [{ platform: 'pc', region: text, edition: text }],
})
const ref = { source: 'rawg', dataset: 'rawg', key: '1' }
const hanQuery = foldQuery('東京バナナ戦記 ー', standardVocabularyPlatform)
const query = foldQuery('the legend of zelda links awakening gameboy', standardVocabularyPlatform)

function standardVocabularyPlatform(words: string): string | undefined {
  return standardVocabulary.platform(words)?.slug
}

/** Functions of catalogue/clean. */
export const CLEANING: TextFunction[] = [
  ['isLegalForm', isLegalForm],
  ['cutAtCommas', cutAtCommas],
  ['cleanCompany', cleanCompany],
  ['splitCompanies', splitCompanies],
  ['parseDate', parseDate],
  ['withoutTime', (text) => [withoutTime(text), withoutTime(`a: ${text} 10:30`)]],
  ['withPlainDigits', withPlainDigits],
  ['withPlainFractions', withPlainFractions],
  ['hasRaisedDigit', hasRaisedDigit],
  ['decodeEntities', decodeEntities],
  ['esrbRatings', esrbRatings],
  ['textOfHtml', textOfHtml],
  ['cleanLink', cleanLink],
  ['cleanLink', (text) => cleanLink(`https://${text}`)],
  ['isMissing', isMissing],
  ['isNoFigure', isNoFigure],
  ['isNoName', isNoName],
  ['monthNamed', monthNamed],
  ['isDestroyed', isDestroyed],
  ['repairMojibake', repairMojibake],
  ['parseNumber', parseNumber],
  ['parseCount', parseCount],
  ['millionsToCopies', millionsToCopies],
  ['parseScore100', (text) => parseScore100(text, 100)],
  ['parseScore', (text) => parseScore(text, 100, piecesOf(text))],
  ['cleanTags', (text) => cleanTags(piecesOf(text))],
  ['tagKey', tagKey],
  ['cleanText', cleanText],
  ['cleanTitle', cleanTitle],
  ['firstOfTitles', (text) => [firstOfTitles(text), firstOfTitles(`a ~ ${text} (USA)`)]],
  ['titleTags', titleTags],
  ['withoutTitleTags', withoutTitleTags],
]

/** Functions of catalogue/decision, match, merge, search, similar and vocabulary. */
export const COMPARING: TextFunction[] = [
  ['isOverridable', isOverridable],
  ['parseOverride', (text) => [text, ...OVERRIDABLE_FIELDS].map((field) => parseOverride(field, text))],
  ['parseOverride', (text) => OVERRIDABLE_FIELDS.map((field) => parseOverride(field, piecesOf(text)))],
  ['parseRelated', (text) => parseRelated(piecesOf(text).map((slug) => ({ slug, relation: 'dlc_of' })))],
  ['recordRefValue', (text) => v.safeParse(recordRefValue, { source: text, dataset: text, key: text })],
  ['platformOf', (text) => platformOf(`releases.${text}`)],
  ['unknownPlatformAdvice', unknownPlatformAdvice],
  ['parseReleaseOverride', (text) => parseReleaseOverride('releases.pc', [{ region: text, edition: text }])],
  ['excessOf', (text) => excessOf(text.slice(0, 600), { title: 'A' }, JSON.stringify(text))],
  ['excessOf', (text) => excessOf(text, recordOf(text), text)],
  ['takeBrackets', takeBrackets],
  ['takeEditions', (text) => takeEditions(text.split(' '), [])],
  ['editionNamed', editionNamed],
  ['isPackageWord', isPackageWord],
  ['inDigits', (text) => inDigits(piecesOf(text))],
  ['inDigits', (text) => inDigits([text, text])],
  ['numbersOf', (text) => numbersOf([text, ...piecesOf(text)])],
  ['matchKeysOf', (text) => matchKeysOf(recordOf(text), 'rawg', text)],
  ['otherNamesOf', (text) => otherNamesOf({ title: 'A', alternativeNames: piecesOf(partOf(text)) }, text)],
  ['matchFeatures', (text) => matchFeatures({ ref, record: recordOf(text) })],
  ['foldScript', foldScript],
  ['withoutTranslation', withoutTranslation],
  ['takeRemarks', (text) => takeRemarks(text, [])],
  ['stemsOf', (text) => stemsOf(text)],
  ['normaliseTitle', normaliseTitle],
  ['compactTitle', compactTitle],
  ['typoKeyOf', (text) => typoKeyOf(text, [text])],
  ['isTypo', (text) => [isTypo(text, `${text}a`), isTypo(text, `${text.slice(0, -2)}ab`)]],
  ['companySlug', companySlug],
  ['companyKey', companyKey],
  ['isPortNote', isPortNote],
  ['beginningsOf', beginningsOf],
  ['isDepartment', isDepartment],
  ['isGeneralPart', isGeneralPart],
  ['isRegionalPart', isRegionalPart],
  ['withoutGeneralWords', withoutGeneralWords],
  [
    'mergeRecords',
    (text) => mergeRecords([{ ref, record: recordOf(text), updatedAt: '2024-01-01', trust: 1 } as never]),
  ],
  ['sortTitleOf', sortTitleOf],
  ['titleSlug', titleSlug],
  ['cleanSpelling', cleanSpelling],
  ['compoundParts', compoundParts],
  ['foldText', foldText],
  ['foldedWords', foldedWords],
  ['createHighlight', (text) => createHighlight(query)(partOf(text))],
  ['createHighlight', (text) => createHighlight(hanQuery)(partOf(text))],
  ['foldHan', foldHan],
  ['readRuns', readRuns],
  ['namePartsOf', namePartsOf],
  ['isYear', isYear],
  ['yearWords', yearWords],
  ['yearNumberOf', (text) => yearNumberOf([text, text])],
  ['pairsOf', (text) => pairsOf(Array.from(text))],
  ['initialsOf', initialsOf],
  ['initialsTextsOf', initialsTextsOf],
  ['isDigits', isDigits],
  ['isSmall', isSmall],
  ['numeralOf', numeralOf],
  ['normWords', normWords],
  ['foldQuery', (text) => foldQuery(text, standardVocabularyPlatform)],
  ['searchTextOf', (text) => searchTextOf({ title: partOf(text), alternativeNames: [partOf(text)] })],
  ['baseTitle', baseTitle],
  ['hasYear', hasYear],
  ['halvesOf', halvesOf],
  [
    'traitsOf',
    (text) =>
      traitsOf({ title: text, series: [], developers: [], publishers: [], genres: [], platforms: [], tags: [text] }),
  ],
  ['ratingOf', (text) => ratingOf({ board: text, rating: text })],
  ['withoutBoard', (text) => withoutBoard(text, 'PEGI')],
  ['wordKey', wordKey],
  ['mappedKey', (word) => mappedKey(word, 'a')],
  ['standardVocabulary', (text) => [standardVocabulary.platform(text), standardVocabulary.genre(text)]],
  ['regionOf', regionOf],
  ['partitionWords', (text) => partitionWords(piecesOf(text), (word) => standardVocabulary.genre(word)?.slug)],
  ['setUnknown', (text) => setUnknown({ title: 'A' }, 'genres', text)],
  ['withUnknownWords', (text) => withUnknownWords(recordOf(text), standardVocabulary)],
]
