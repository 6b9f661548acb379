/**
 * Tags that collections and shops write around titles: those of No-Intro, Redump, TOSEC and GoodTools for regions, languages,
 * revisions, discs and dumps, endings of files, and machines.
 */
const REGION =
  'usa?|europe|eu|japan|jp|world|asia|korea|kr|australia|brazil|br|canada|china|cn|taiwan|tw|hong kong|hk|france|fr|germany|de|spain|es|italy|it|netherlands|nl|sweden|se|norway|denmark|finland|scandinavia|portugal|pt|russia|ru|poland|pl|greece|india|israel|mexico|latin america|argentina|new zealand|austria|belgium|switzerland|united kingdom|uk|unknown|export|pal(?:-[a-z])?|ntsc(?:-[a-z])?|secam|region free'
const LANGUAGE = '[A-Z][a-z](?:-[A-Z]{2}|-Han[st])?'
const MACHINE =
  'ps ?[45]|playstation ?[45]|xbox one(?: [sx])?|xbox series(?: (?:x ?[|/&] ?s|[xs]))?|nintendo switch(?: 2)?|stadia'
const OTHER_MACHINE =
  'playstation vita|ps ?vita|ps ?[23p]|playstation(?: ?[23])?|playstation portable|xbox(?: 360)?|switch|wii(?: u)?|nintendo (?:wii(?: u)?|(?:3|2)?ds|64|gamecube|game boy(?: advance| color)?)|gamecube|pc|windows(?: 1[01])?|mac(?: ?os)?|linux|steam(?: deck)?|ios|ipad|iphone|android'
const AND = String.raw`(?:\s*[,/&+|]\s*|\s+and\s+)`
const MACHINES = `(?:${MACHINE})(?:${AND}(?:${MACHINE}))*`
const ANY_MACHINE = `(?:${MACHINE}|${OTHER_MACHINE})`
const ANY_MACHINES = `${ANY_MACHINE}(?:${AND}${ANY_MACHINE})*`
/** Machines after `for`: not those of titles such as Super Smash Bros. for Wii U. */
const FOR_MACHINE = `(?:${MACHINE}|ps ?[23]|playstation ?[23]|xbox(?: 360)?|switch|pc|windows(?: 1[01])?|mac|linux|steam)`
const FOR_MACHINES = `${FOR_MACHINE}(?:${AND}${FOR_MACHINE})*`
/** Forms of a copy, how it is delivered, and its condition, as shops and collectors write them behind a title. */
const COPY = [
  '(?:un)?boxed|(?:factory )?sealed|unopened|cib|complete in box|loose|pre-?owned|(?:brand )?new|used',
  '(?:with|no|w/o|without) (?:box|case|manual)|(?:box|case|manual|dis[ck]|cart(?:ridge)?|game) only|jewel case|big box',
  'physical|retail|digital|download|(?:online )?game code|code|cd|dvd|blu-?ray|(?:cd|dvd)[- ]rom|key|gift|copy|pre-?(?:order|purchase)',
].join('|')
const COPY_WORD = `(?:${ANY_MACHINE}|${COPY})`
/** A description of a copy. Each text must be one sequence of words only: with two ways for each of n words there are 2^n ways for all. */
const COPY_WORDS = String.raw`${COPY_WORD}(?:(?:\s*[,/&+|]\s*|\s+(?:and\s+)?)${COPY_WORD})*`
/** Words that are a remark beside others only: alone they may be a part of the title. */
const WEAK = 'new|used|loose|code|cd|dvd|key|gift|copy|game only'
/** Words that alone after a dash may be a subtitle. */
const WEAK_AFTER_DASH = `${WEAK}|sealed|unopened|physical|retail|jewel case|big box`
/** Region for which a key is sold. */
const KEY_REGION = 'global|row|eu|europe|us|usa|united states|uk|na|north america|latam|asia'
const NUMBERED = String.raw`(?:[a-z]|\d{1,2})(?: ?(?:of|/) ?(?:[a-z]|\d{1,2}))?`

/** Content of brackets that is no part of a title, in any case of letters. */
const TAG = new RegExp(
  [
    `(?:${REGION})(?:, ?(?:${REGION}))*`,
    String.raw`(?:rev(?:ision)?|ver(?:sion)?|v|prg|chr)[ .-]{0,2}v?(?:\d[\d.]*[a-z]?|[a-z])`,
    `(?:dis[ck]|cd|dvd|side|tape|cart|cartridge|gd|card|floppy)[ -]?${NUMBERED}(?: ?-? ?side ?${NUMBERED})?`,
    String.raw`part ?\d{1,2} ?of ?\d{1,2}`,
    String.raw`(?:unl|unlicensed|alt(?: ?\d)?|reprint|rerelease|np|sgb enhanced|gb compatible|rumble version|virtual console|switch online|track \d+)`,
    String.raw`m\d{1,2}|s[cl][euakp][sdm][- ]?\d{3,5}(?:[.-]?\d{2})?|[bs][lc][ejuak]s-?\d{5}`,
    String.raw`(?:19|20)\d\d-\d\d-\d\d`,
    `for ${ANY_MACHINES}`,
    `(?!(?:${WEAK})$)${COPY_WORDS}`,
  ]
    .map((form) => `(?:${form})`)
    .join('|')
    .replace(/^(.*)$/, '^(?:$1)$'),
  'iu',
)
/** Codes that are tags only in these letters: regions of GoodTools, lists of languages. */
const CODE = new RegExp(`^(?:[UEJWFGSIAKBC]|J?UE?|JE|JUE|UK|Ch|HK|${LANGUAGE}(?:[,+]${LANGUAGE})*)$`, 'u')
/** Content of square brackets that describes a dump: `!`, `b1`, `h1C`, `T+Fre1.0_Author`, `cr Team`. */
const DUMP = /^(?:!p?|[abcfhmoptx](?:\d{1,2}[a-z]?)?|t[+-]\s?[a-z]{2,3}.*|(?:cr|a|h|m|t|f)\s.+)$/iu

const BRACKETED = /\s*(?:\(([^()[\]]*)\)|\[([^()[\]]*)\])/gu
/**
 * Version, year and publisher as TOSEC writes them: ` v1.001 (1996)(Sega)`. The year stays, because it tells games with one title apart.
 */
const TOSEC = /(?:\sv\d[\d.]{0,8}[a-z]?(?=\s?\())?\s?(\((?:19|20)(?:\d\d|[\dx]{2})(?:-\d\d){0,2}\))\([^()]+\)/iu
const FILE_ENDING =
  /(?<=[^\s.])\.(?:zip|7z|rar|gz|iso|chd|cue|bin|img|mdf|mds|ccd|gdi|cdi|nrg|rvz|wbfs|wad|gcm|gcz|nsp|xci|pbp|cso|nes|fds|unf|sfc|smc|gbc?|gba|nds|dsi|3ds|cia|n64|z64|v64|md|smd|gen|32x|gg|sms|pce|ngp|ngc|wsc|a26|a78|lnx|j64|adf|ipf|d64|t64|tzx|dsk|m3u|vpk|xbe|xex|wua|wux|lha)$/i
/** Signs that a remark stands behind. */
const DASH = /\s[-–—|]/g
/** Text behind a dash that is no part of a title. */
const REMARK = new RegExp(String.raw`^(?:for\s+${ANY_MACHINES}|(?!(?:${WEAK_AFTER_DASH})$)${COPY_WORDS})$`, 'iu')
/** A key or a download as shops sell it, also without a dash before it: `Steam CD Key`, `EU PC Download`, `Steam Key GLOBAL`. */
const SOLD = new RegExp(
  String.raw`(?:\s+[-–—|])?(?:\s+(?:${KEY_REGION}))?(?:\s+${ANY_MACHINES}\s+(?:(?:cd|digital)[ -])?|\s+(?:cd|digital)[ -])(?:key|code|gift|download)(?:\s+(?:${KEY_REGION}))?$`,
  'iu',
)
/** True for the few titles that can end so. */
const MAY_BE_SOLD = new RegExp(`(?:key|code|gift|download)(?: (?:${KEY_REGION}))?$`, 'i')
const AT_END = new RegExp(String.raw`(?<![:,&+/-])\s+(?:for\s+${FOR_MACHINES}|${MACHINES})$`, 'iu')
const SIGNS = /[™®]/gu

/** True for the few titles that can have a tag: all others are not looked at. */
const MAY_HAVE_TAGS =
  /[([]|\.[a-z0-9]{2,4}$|[-–—|]|\bfor\b|\d[™®]?$|\b(?:xbox|playstation|vita|switch|stadia|key|code|gift|download)\b/iu
const LONGEST_TITLE = 400
const VISIBLE = /[\p{L}\p{N}]/u

/**
 * Returns a title without the tags of collections and shops around it: `Alundra (USA) (Rev 1) [!].zip` and `Alundra PS4 & PS5` are
 * `Alundra`. Betas, demos, editions and years stay. Machines without brackets are removed only where no title ends so: `PS5`,
 * `Xbox Series X|S`, `for PC`; `Tetris DS` and `Super Smash Bros. for Wii U` stay.
 */
export function withoutTitleTags(title: string): string {
  if (title.length > LONGEST_TITLE || !MAY_HAVE_TAGS.test(title)) return title
  const bare = withoutMachine(withoutBrackets(withoutEnding(title.trim())))
  return VISIBLE.test(bare) ? bare : title
}

/**
 * Returns the tags in brackets of a title and the ending of a file, in lower case and joined by spaces: two discs or regions of a game
 * differ in them, and so do two files of one disc.
 */
export function titleTags(title: string): string {
  if (title.length > LONGEST_TITLE || !MAY_HAVE_TAGS.test(title)) return ''
  const tags = [...title.matchAll(BRACKETED)].filter(([, round, square]) => isTag(round, square))
  const [ending] = FILE_ENDING.exec(title.trim()) ?? []
  return [...tags.map(([tag]) => tag), ending ?? []]
    .flat()
    .map((tag) => tag.trim().toLowerCase())
    .toSorted()
    .join(' ')
}

/**
 * Returns the first of the titles that No-Intro and Redump write as one, with its tags, and the others: `Alien ~ Predator (World)` gives
 * `Alien (World)` and `Predator`. Without tags the sign is a part of the title.
 */
export function firstOfTitles(title: string): { title: string; others: string[] } {
  const bare = title.includes(' ~ ') && titleTags(title) !== '' ? withoutTitleTags(title) : ''
  const [first = '', ...others] = bare.split(' ~ ')
  const isApart = others.length > 0 && first.trim() !== '' && title.startsWith(bare)
  return isApart ? { title: `${first}${title.slice(bare.length)}`, others } : { title, others: [] }
}

function withoutEnding(title: string): string {
  const name = title.replace(FILE_ENDING, '')
  return name !== title && !/\s/.test(name) ? name.replaceAll('_', ' ') : name
}

function withoutBrackets(title: string): string {
  if (!/[([]/.test(title)) return title
  const bare = title
    .replace(TOSEC, ' $1')
    .replace(BRACKETED, (tag, round?: string, square?: string) => (isTag(round, square) ? ' ' : tag))
  return bare === title ? title : bare.replace(/\s+/g, ' ').trim()
}

function isTag(round: string | undefined, square: string | undefined): boolean {
  const content = (round ?? square ?? '').replace(SIGNS, '').trim()
  return TAG.test(content) || CODE.test(content) || (square !== undefined && DUMP.test(content))
}

/** Returns a title without the remarks after dashes at its end: the last one first, and then those before it. */
function withoutRemarks(title: string): string {
  const dashes = [...title.matchAll(DASH)].toReversed()
  const found = dashes.find(({ index }) => index > 0 && REMARK.test(title.slice(index + 2).trim()))
  return found ? withoutRemarks(title.slice(0, found.index)) : title
}

function withoutEnd(title: string, end: RegExp): string {
  const at = title.search(end)
  return at > 0 ? title.slice(0, at) : title
}

function withoutMachine(title: string): string {
  const plain = title.replace(/[™®](?=\s|$|\d)/gu, (sign, at: number) => (/\d$/.test(title.slice(0, at)) ? '' : sign))
  const named = withoutRemarks(plain)
  const bare = withoutEnd(MAY_BE_SOLD.test(named) ? withoutEnd(named, SOLD) : named, AT_END)
  return bare === plain ? title : bare.trim()
}
