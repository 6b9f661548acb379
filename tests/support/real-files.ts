/** File, folder or glob of the real data with the source that loads it. `more` are further arguments of the command. */
export type RealList = { source: string; from: string; more?: readonly string[] }

const dataset = (name: string) => ['--dataset', name]

/** Lists to load, in this order. Files that would share a dataset get one each. */
export const LISTS_TO_LOAD: readonly RealList[] = [
  { source: 'vgsales', from: 'csv/vgsales.csv' },
  { source: 'vgsales', from: 'csv/vgsales_metacritic_2016.csv' },
  {
    source: 'vgsales',
    from: 'csv/vgsales_metacritic_2016.semicolon_decimalcomma_crlf.csv',
    more: dataset('semicolon'),
  },
  { source: 'vgsales', from: 'csv/vgsales_metacritic_2016.broken_trailing_semicolon.csv', more: dataset('trailing') },
  { source: 'vgsales', from: 'csv/vgsales_metacritic_2016.na_blanked.csv', more: dataset('blanked') },
  { source: 'vgsales', from: 'csv/vgsales_metacritic_2016.shifted_columns.csv', more: dataset('shifted') },
  {
    source: 'vgsales',
    from: 'csv/vgsales_metacritic_2016.CR_mojibake.csv',
    more: ['--encoding', 'macintosh', ...dataset('mac')],
  },
  { source: 'vgsales', from: 'csv/vgsales_810teams_2017.csv' },
  { source: 'vgsales', from: 'csv/vgchartz_2024_subset.csv' },
  { source: 'metacritic', from: 'csv/metacritic_2020_semicolon.csv' },
  { source: 'metacritic', from: 'csv/metacritic_2011_2019_5k.csv' },
  { source: 'metacritic', from: 'csv/metacritic_roi5676_fullplatform.csv' },
  { source: 'opencritic', from: 'csv/opencritic_2024.csv' },
  { source: 'ign', from: 'csv/ign_reviews_semicolon.csv' },
  { source: 'ign', from: 'csv/ign_reviews_with_url.csv', more: dataset('with-url') },
  { source: 'backloggd', from: 'csv/backloggd_games.csv' },
  { source: 'igdb-csv', from: 'csv/igdb_2020_semicolon.csv' },
  { source: 'igdb', from: 'igdb/igdb_v4_games_raw_100.json' },
  { source: 'igdb', from: 'igdb/fixtures_henry_sarabia/game_*.json', more: dataset('fixtures') },
  { source: 'igdb-v2', from: 'igdb/igdb_v2_games_2017.json' },
  { source: 'rawg-csv', from: 'rawg/rawg_all_games_2000.csv' },
  { source: 'rawg-csv', from: 'rawg/rawg_games_2020_2025.csv', more: dataset('from-2020') },
  { source: 'rawg-gamepass', from: 'rawg/rawg_gamepass_2023.csv' },
  { source: 'rawg-json', from: 'rawg/rawg_games_gameyai.json' },
  { source: 'rawg', from: 'rawg/rawg_api_games_page*.json' },
  { source: 'rawg', from: 'rawg/fixtures_marcoaoteixeira/get-game*.json', more: dataset('fixtures') },
  { source: 'steam-2025', from: 'steam/steam_games_2025_11k.csv' },
  { source: 'steam-nikdavis', from: 'steam/steam_nikdavis_2019_14k.csv' },
  { source: 'steam-recommend', from: 'steam/steam_recommend_2022_13k.csv' },
  { source: 'steam-noid', from: 'steam/steam_noid_scrape.csv' },
  { source: 'steamspy-tidytuesday', from: 'steam/steamspy_tidytuesday_2019.csv' },
  { source: 'steamspy-ndjson', from: 'steam/steamspy_appdetails_2018.ndjson' },
  { source: 'steamspy', from: 'steam/steamspy_2023' },
  { source: 'steam', from: 'steam/appdetails_raw_2018' },
  { source: 'steam', from: 'steam/appdetails_570_envelope_2024.json', more: dataset('2024') },
]

/** Files without a game that their source can read. The loader must refuse them with a message. */
export const NO_LISTS: readonly RealList[] = [
  { source: 'igdb-v2', from: 'igdb/igdb_v2_companies_2017.json' },
  { source: 'igdb-v2', from: 'igdb/igdb_v2_platforms_2017.json' },
  { source: 'igdb', from: 'igdb/fixtures_henry_sarabia/*.json' },
  { source: 'igdb', from: 'igdb/romm_cassettes/*.yaml' },
  { source: 'rawg', from: 'rawg/fixtures_marcoaoteixeira/*.json' },
  { source: 'steam', from: 'steam/IStoreService_GetAppList_page2.json' },
]
