import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { skipBytes } from './bytes'
import { sha256 } from './fingerprint'
import { hasExtension } from './path'
import type { Stored } from './stored'
import { allowedBytes, damaged, tooMuch, unpack } from './unpack'

/** A zip archive on the disk, with the size and fingerprint of the whole file. */
export type Archive = { path: string; size: number; fingerprint: string }

const MOST_ENTRIES = 1000
const STORED = 0
const DEFLATED = 8
const ARCHIVE = /\.(?:zip|jar|gz|tgz|zst|bz2|xz|7z|rar|tar)$/i
const SYMLINK = 0o120000
const FILE_TYPE = 0o170000

/** True if a file with these first bytes is a zip archive. */
export const isZip = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6))

/**
 * Lists the members of an archive that have one of the extensions, sorted by name, each named `archive.zip/folder/member`.
 *
 * Nothing is written to the disk: a member is unpacked while it is read, and its length and checksum are verified at the end.
 *
 * @throws {Failure} `source_unreadable` if no member has one of the extensions, or if the archive is damaged, encrypted, a
 * spreadsheet, or has too many or too large members, paths that lead out of it, links, or other archives
 */
export async function listMembers(archive: Archive, extensions: readonly string[]): Promise<Stored[]> {
  const name = basename(archive.path)
  const entries = await readDirectory(archive.path, name)
  const fault = faultOf(entries)
  if (fault) throw refused(name, fault)
  const fitting = entries.filter(({ fileName }) => hasExtension(basename(fileName), extensions))
  const filled = fitting.filter(({ uncompressedSize }) => uncompressedSize > 0)
  // An empty member is skipped if there are others.
  const members = filled.length > 0 ? filled : fitting
  if (members.length === 0) throw refused(name, noMember(entries, extensions))
  const unpacked = members.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (unpacked > allowedBytes(archive.size)) throw tooMuch(name)
  return members.map((entry) => storedMember(archive, name, entry)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

const refused = (name: string, fault: string): Failure => new Failure('source_unreadable', `"${name}" ${fault}`)

async function readDirectory(path: string, name: string): Promise<Entry[]> {
  try {
    return await withArchive(path, async (zip) => {
      if (zip.entryCount > MOST_ENTRIES)
        throw refused(name, `has more than ${MOST_ENTRIES} files: unpack it yourself and name the folder.`)
      return await Array.fromAsync(zip.eachEntry())
    })
  } catch (error) {
    if (error instanceof Failure) throw error
    if (/path|fileName/.test(String(error)))
      throw refused(name, 'has paths that lead out of it: do not unpack it, and find out who made it.')
    throw damaged(name, error)
  }
}

async function withArchive<T>(path: string, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { autoClose: false })
  try {
    return await work(zip)
  } finally {
    zip.close()
  }
}

/** Members of the files of Excel, LibreOffice and Numbers. */
const SPREADSHEET = /^(?:xl\/workbook\.(?:xml|bin)|content\.xml|Index\/Document\.iwa|Index\.zip)$/

function faultOf(entries: readonly Entry[]): string | undefined {
  if (entries.some(({ fileName }) => SPREADSHEET.test(fileName))) return 'is a spreadsheet: save it as CSV.'
  if (entries.some(isLink)) return 'has links to other files: unpack it yourself and read the result.'
  if (entries.some(({ fileName }) => ARCHIVE.test(fileName)))
    return 'has another archive in it: unpack it yourself and read the result.'
  if (entries.some((entry) => entry.isEncrypted())) return 'is encrypted: unpack it yourself with its password.'
  if (entries.some(({ compressionMethod: method }) => method !== STORED && method !== DEFLATED))
    return 'is packed by a method that is not supported: pack it again with deflate, or unpack it.'
  return undefined
}

/** True for a symbolic link: the upper 16 bits of the attributes are the Unix file mode. */
const isLink = ({ externalFileAttributes: attributes }: Entry): boolean => ((attributes >>> 16) & FILE_TYPE) === SYMLINK

const noMember = (entries: readonly Entry[], extensions: readonly string[]): string =>
  `has ${entries.length === 0 ? 'no files' : `no ${extensions.join(', ')} file`}: check what it contains, and unpack the file to read.`

function storedMember(archive: Archive, container: string, entry: Entry): Stored {
  const name = `${container}/${entry.fileName}`
  return {
    name,
    size: entry.uncompressedSize,
    fingerprint: sha256(`${archive.fingerprint}\n${entry.fileName}`),
    slice: (from) => skipBytes(readMember(archive.path, name, entry), from),
  }
}

async function* readMember(path: string, name: string, entry: Entry): Stream<Uint8Array> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(name, error)
  })
  try {
    const raw = rawBytes(zip, name, entry)
    yield* checked(entry.compressionMethod === DEFLATED ? unpack(raw, 'deflate-raw', name) : raw, name, entry)
  } finally {
    zip.close()
  }
}

async function* rawBytes(zip: ZipFile, name: string, entry: Entry): Stream<Uint8Array> {
  try {
    yield* await zip.openReadStreamPromise(entry, { decodeFileData: false })
  } catch (error) {
    throw damaged(name, error)
  }
}

/**
 * Yields the same bytes.
 *
 * @throws {Failure} `source_unreadable` if their length or checksum is not that of the archive's directory
 */
async function* checked(bytes: Stream<Uint8Array>, name: string, entry: Entry): Stream<Uint8Array> {
  let [length, checksum] = [0, 0]
  for await (const piece of bytes) {
    length += piece.length
    checksum = crc32(piece, checksum)
    if (length > entry.uncompressedSize) throw damaged(name)
    yield piece
  }
  if (length !== entry.uncompressedSize || checksum !== entry.crc32) throw damaged(name)
}
