/** Text about the filters that were left out of the address. */
export const leftOutWords =
  PAGE_LANGUAGE === 'fr'
    ? (filters: string) => `Inconnu du catalogue, donc omis : ${filters}.`
    : (filters: string) => `Unknown to the catalogue, so left out: ${filters}.`
