import { describe, expect, test } from 'bun:test'
import { ADVERSARIAL_TEXTS } from '#tests/support/adversarial-texts'
import { growthOf, isLinear } from '#tests/support/growth'
import { CLEANING, COMPARING } from '#tests/support/text-functions/catalogue'
import { MAPPING } from '#tests/support/text-functions/mapping'
import { READING } from '#tests/support/text-functions/reading'
import { SERVING } from '#tests/support/text-functions/service'
import type { TextFunction } from '#tests/support/text-functions/text-function'
import { readSourceTree } from './source-tree'
import { textFunctionsIn } from './text-functions'

/** Exported functions that need no test of their growth, by the reason. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'looks a text up in a map, or compares it': [
    'isRead',
    'cacheControlOf',
    ...[
      'currentSlug',
      'lettersOfSlug',
      'isOutvoted',
      'broaderGenres',
      'currentName',
      'familyLabel',
      'generationOf',
      'launchYearOf',
      'playsGamesOf',
      'platformIdOf',
      'isPageCodec',
      'findSource',
      'kindOf',
    ],
    'isPersonalField',
    ...['share', 'addedNames', 'propertyValues', 'kindAsked'],
  ],
  'takes a slug, a name or a text of our own': [
    ...['family', 'createPhase', 'createProgress', 'reportOf', 'unavailable', 'usedUp', 'userAgent'],
    ...[
      'tooMuch',
      'damaged',
      'pageUnpackers',
      'unreadable',
      'pointInTimeLost',
      'acceptedOf',
      'lastResort',
      'guestOf',
      'securityHeadersOf',
      'gauge',
      'createCounter',
      'beginSearch',
    ],
    ...[
      'Score100',
      'Year',
      'Id',
      'Uuid',
      'Instant',
      'Words',
      'Typed',
      'parameter',
      'listsParameter',
      'yearsSql',
      'scoreSql',
      'boundSql',
      'daysSql',
      'Instant',
      'WordsOf',
      'LabelShape',
      'indexName',
      'isIndexOf',
      'isCurrentIndex',
    ],
    ...['isSqlite', 'namesGame'],
    ...['readManifest', 'editedBackup', 'tableFileName', 'identifierList'],
    ...['copyStatement', 'createCors', 'plusDays', 'spanOf', 'toReleased', 'readAs'],
    ...['reconcileManifest', 'previewPolicy'],
  ],
  'takes a path, an address or a secret of the operator': [
    'throughSpool',
    ...['toErasureKey', 'ledgerPath', 'appendErasure', 'ensureLedger', 'readLedger', 'dropErasuresBefore'],
    ...['parseLedger', 'withoutLines', 'beginningAfter'],
    'completeEnvironment',
    ...['checkBackup', 'inNewFolder', 'writeText', 'checkBackupFolder', 'readManifestText'],
    ...['tablePath', 'writeCompressed', 'readFileFacts', 'readLines', 'createServerTransfer'],
    ...[
      'allSources',
      'declaredSources',
      'openInput',
      'openInputs',
      'openSaved',
      'readSample',
      'inferFile',
      'readDecisions',
      'openMatchList',
      'writeWholeFile',
      'sampleSqlite',
      'sampleSqliteTables',
    ],
    ...['resolvePaths', 'storedIn', 'storedAt', 'streamFile', 'fingerprintFile', 'lockDirectory', 'openPostgres'],
    ...['createBulkPool', 'createConnector', 'probeServer', 'secureDataDirectory', 'freeBytes'],
    ...[
      'createPostgres',
      'createCluster',
      'readSecret',
      'databaseOf',
      'createClient',
      'setup',
      'signCliToken',
      'signLinkCode',
      'signInLink',
      'readPassword',
      'createRefreshCookie',
      'createAccess',
      'createSend',
      'emitDeclarations',
    ],
  ],
  'takes a text that a schema has bounded': ['adviceOnField', 'allWords', 'hasWords', 'typedShare', 'slippedWords'],
  'reads an option of the command line, which the system bounds': [
    ...['wholeNumber', 'criticsScore', 'rejectShare', 'firstMoment', 'authorName', 'datasetName'],
  ],
  'puts a text into another': ['asTable', 'plainness', 'releaseOverrideOf'],
  'is called by functions in the registry, in constant time': ['breakLength', 'windowOnText'],
}

const GROUPS: Readonly<Record<string, readonly TextFunction[]>> = { CLEANING, COMPARING, READING, MAPPING, SERVING }
const REGISTERED = new Set(Object.values(GROUPS).flatMap((group) => group.map(([name]) => name)))

/** Time for all texts of one function; a function whose growth is not linear needs longer before it fails. */
const TIMEOUT_MS = 300_000

// The explorer runs in the browser of its reader, who waits for nobody else's text.
const found = textFunctionsIn(readSourceTree()).filter(({ file }) => !file.startsWith('src/explorer/'))

test('every exported function that takes a text is measured, or is an exception with a reason', () => {
  const excepted = new Set(Object.values(EXCEPTIONS).flat())
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter(({ name }) => !REGISTERED.has(name) && !excepted.has(name))).toEqual([])
})

test('no exception is needless', () => {
  const exported = new Set(found.map(({ name }) => name))
  const needless = Object.values(EXCEPTIONS)
    .flat()
    .filter((name) => !exported.has(name) || REGISTERED.has(name))
  expect(needless).toEqual([])
})

describe('growth', () => {
  test.each([
    ['a pattern that begins again at every space', (text: string) => /\s+$/.test(text)],
    ['a list that is searched for each of its items', (text: string) => [...text].filter(isFirst)],
  ])('that is quadratic is seen: %s', async (_, call) => {
    const spaces = (size: number) => `a${' '.repeat(size)}!`
    const letters = (size: number) => String.fromCharCode(...Array.from({ length: size }, (_none, at) => 0x4e00 + at))
    const growths = [await growthOf(call, spaces, [1_000, 10_000]), await growthOf(call, letters, [1_000, 10_000])]
    expect(growths.every(isLinear)).toBe(false)
  })

  for (const [group, functions] of Object.entries(GROUPS))
    test.each(functions.map((each) => [each[0], each[1]] as const))(
      `of ${group}: %s is linear`,
      async (_, call) => {
        const slow: string[] = []
        for (const { name, make } of ADVERSARIAL_TEXTS) {
          const growth = await growthOf(call, make)
          if (isLinear(growth)) continue
          slow.push(`${name}: ${Math.round(growth)} times as long for a text ten times as long`)
          // One is enough to say what is wrong, and each takes long.
          break
        }
        expect(slow).toEqual([])
      },
      TIMEOUT_MS,
    )
})

const isFirst = (item: string, at: number, items: readonly string[]): boolean => items.indexOf(item) === at
