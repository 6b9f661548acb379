import { recordId } from '#seed/api/entries'
import type { Source } from '#seed/contract/source'
import { mapWikidata } from './map'
import { openWikidata } from './read'
import { WikidataRow } from './row'

/** Wikidata: video games of its query service, from the service itself, saved responses or archived responses. */
export const wikidataSource: Source<WikidataRow> = {
  name: 'wikidata',
  title: 'Wikidata',
  kind: 'api',
  licence: {
    name: 'CC0-1.0',
    redistributable: true,
    commercial: true,
    attribution: null,
    url: 'https://www.wikidata.org',
  },
  trust: 65,
  needs: ['PUBLIC_URL'],
  open: openWikidata,
  row: WikidataRow,
  map: mapWikidata,
  keyOf: recordId,
}
