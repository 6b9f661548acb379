import * as v from 'valibot'
import { hasDefaultPassword, hasOneHost, isHost, isNetwork, isOrigin } from './address-checks'

const ONE_LINE = /^[^\r\n\0]+$/

const line = v.pipe(v.string(), v.regex(ONE_LINE, 'write it on one line'))

const url = (protocols: readonly string[], example: string) =>
  v.pipe(
    line,
    v.check((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `write it like ${example}`),
    v.check(
      (text) => !URL.canParse(text) || !hasDefaultPassword(text),
      'its password is a default one: give the server a password of its own and write it here',
    ),
  )

const httpUrl = (example: string) => url(['http:', 'https:'], example)

/** Schema of a comma-separated list; spaces around an item and empty items are dropped. */
const words = v.pipe(
  line,
  v.transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  ),
)

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'write a whole number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'write a whole number from 0 to 65535'),
)

const jwtSecret = v.pipe(
  line,
  v.check(
    (text) => new TextEncoder().encode(text).length >= 32,
    'make it at least 32 bytes: `openssl rand -base64 48`',
  ),
  v.check((text) => !text.toLowerCase().includes('changeme'), 'make one of your own: `openssl rand -base64 48`'),
)

/** Schema of a token that is sent as `Authorization: Bearer`. */
const metricsToken = v.pipe(
  line,
  v.regex(/^[A-Za-z0-9._~+/=-]{32,512}$/, 'make it 32 to 512 letters and digits: `openssl rand -hex 32`'),
  v.check((text) => !text.toLowerCase().includes('changeme'), 'make one of your own: `openssl rand -hex 32`'),
)

/** The names of the indices are the alias and up to 55 bytes more, of the 255 that Elasticsearch allows. */
const LONGEST_ALIAS = 200

/**
 * Schema of the alias of the search index, by the rules of Elasticsearch for the name of an index.
 *
 * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create
 */
const indexAlias = v.pipe(
  line,
  v.check(
    (text) => text === text.toLowerCase() && !/[\\/*?"<>|\s,#:]/.test(text) && !/^[-_+.]/.test(text),
    'write it in small letters, like vestimlib-games, without spaces and \\ / * ? " < > | , # : and without - _ + . at its beginning',
  ),
  v.check(
    (text) => new TextEncoder().encode(text).length <= LONGEST_ALIAS,
    `make it at most ${LONGEST_ALIAS} bytes long`,
  ),
  v.check(
    (text) => !/-v\d+-\d+$/.test(text),
    'write it without the -v1-... at the end, with which the names of its indices end',
  ),
)

/** An environment variable. `default` is in force if it is not set; `secret`: it can be read from a file, by `NAME_FILE`. */
export type Variable = { name: string; description: string; default: string | undefined; secret: boolean }

type Declared = { about: string; default?: string; secret?: true; schema: v.GenericSchema<string, unknown> }

/** Every environment variable that VestimLib reads, with its schema. */
export const DECLARED = {
  DATABASE_URL: {
    about: 'Postgres 18 with pgvector. Without it the embedded store under DATA_DIR is used.',
    secret: true,
    schema: v.pipe(
      v.string(),
      v.check(hasOneHost, 'name one server: of several, only the first would be used'),
      url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database'),
    ),
  },
  ELASTICSEARCH_URL: {
    about: 'Elasticsearch 9. Without it Postgres answers searches.',
    secret: true,
    schema: httpUrl('https://host:9200'),
  },
  ELASTICSEARCH_API_KEY: { about: 'API key for Elasticsearch, encoded in base64.', secret: true, schema: line },
  ELASTICSEARCH_CA_FILE: { about: 'Certificate authority of Elasticsearch, a PEM file.', schema: line },
  ELASTICSEARCH_INDEX: {
    about:
      'Alias of the search index; the names of the indices begin with it. Give each catalogue its own if several share an Elasticsearch.',
    default: 'vestimlib-games',
    schema: indexAlias,
  },
  JWT_SECRET: {
    about:
      'Signs access tokens, at least 32 random bytes. Required with DATABASE_URL; the embedded mode makes its own.',
    secret: true,
    schema: jwtSecret,
  },
  JWT_SECRET_PREVIOUS: {
    about: 'The signing secret before the last rotation: its tokens stay valid until they expire.',
    secret: true,
    schema: jwtSecret,
  },
  METRICS_TOKEN: {
    about: 'Opens /metrics, at least 32 characters. Without it that route is not there.',
    secret: true,
    schema: metricsToken,
  },
  HOST: { about: 'Address to listen on; 0.0.0.0 for every interface.', default: '127.0.0.1', schema: line },
  PORT: { about: 'Port to listen on; 0 for a free one.', default: '3000', schema: port },
  PUBLIC_URL: {
    about:
      'Where clients reach the service, such as https://games.example.org. Its host is accepted in requests. The source `wikidata` names it as its contact.',
    schema: httpUrl('https://games.example.org'),
  },
  TRUSTED_PROXIES: {
    about:
      'Proxies before the service whose X-Forwarded-For, -Proto and -Host headers are believed: addresses and networks, comma-separated. Those of anyone else are ignored.',
    schema: v.pipe(
      words,
      v.everyItem(isNetwork, 'write each as an address or a network: 10.0.0.5, 10.0.0.0/8, fd00::/8'),
    ),
  },
  ALLOWED_HOSTS: {
    about:
      'More hosts under which requests are accepted, comma-separated, such as the name of the service in a network of containers; with a port only at that port.',
    schema: v.pipe(
      words,
      v.everyItem(isHost, 'write each as host or host:port, without a scheme or *: api, 10.0.0.5:3000, [fd00::1]'),
    ),
  },
  CORS_ORIGINS: {
    about: 'Origins whose pages may call the service, comma-separated, such as https://app.example.org.',
    schema: v.pipe(
      words,
      v.everyItem(isOrigin, 'write each as scheme and host, without a path: https://app.example.org'),
    ),
  },
  GUEST: {
    about: 'Scope of callers without a token: off (none), or read, which lets anyone read the catalogue.',
    default: 'off',
    schema: v.picklist(['off', 'read'], 'write off or read'),
  },
  REGISTRATION: {
    about:
      'Accounts that people make: closed (none), invite (with an invitation of an administrator), or open (anyone).',
    default: 'closed',
    schema: v.picklist(['closed', 'invite', 'open'], 'write closed, invite or open'),
  },
  DATA_DIR: {
    about:
      'Directory of the embedded store, its secret, and the file of erasures, which a server of Postgres needs, too.',
    default: '.vestimlib',
    schema: line,
  },
  LOG_LEVEL: {
    about:
      'Lowest level that the service and the relay log: debug, info (each request, start and stop), warn or error. The loader has --quiet and --json instead.',
    default: 'info',
    schema: v.picklist(['debug', 'info', 'warn', 'error'], 'write debug, info, warn or error'),
  },
  RAWG_API_KEY: { about: 'Key of the RAWG API, for the source `rawg`.', secret: true, schema: line },
  IGDB_CLIENT_ID: { about: 'Twitch client id, for the source `igdb`.', schema: line },
  IGDB_CLIENT_SECRET: { about: 'Twitch client secret, for the source `igdb`.', secret: true, schema: line },
  STEAM_API_KEY: {
    about: 'Key of the Steam Web API, for the source `steam`, and for imports of owned games into collections.',
    secret: true,
    schema: line,
  },
  TEST_DATABASE_URL: { about: 'Tests: a Postgres server in which databases may be created and dropped.', schema: line },
  TEST_ELASTICSEARCH_URL: {
    about: 'Tests: an Elasticsearch in which indices may be created and dropped.',
    schema: line,
  },
  TEST_DATA_DIR: { about: 'Tests: a directory of whole real files.', schema: line },
  TEST_BROWSER: { about: 'Tests: the program of a Chromium browser.', schema: line },
} as const satisfies Record<string, Declared>

/** Every environment variable without its schema, to compare with `.env.example`, the compose file and the documentation. */
export const VARIABLES: readonly Variable[] = Object.entries<Declared>(DECLARED).map(([name, variable]) => ({
  name,
  description: variable.about,
  default: variable.default,
  secret: variable.secret ?? false,
}))
