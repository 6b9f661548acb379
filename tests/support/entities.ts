/** One sentence an entity of the conceptual model stands for. */
export type Entity = { table: string; says: string }

/** The conceptual model as a picture: the nouns, and the verbs between them. */
export const CONCEPT = `flowchart LR
  source -- is read by --> run -- archives --> record
  run -- keeps --> answer[answer of an API]
  run -- refuses --> quarantined[quarantined record]
  record -- has --> key[blocking key]
  record -- is linked with evidence to --> game
  record -- may be the same as --> review[record for review]
  game -- was published as --> release -- on --> platform
  game -- has --> genre
  game -- was made by --> company
  game -- belongs to --> series
  game -- carries --> rating
  game -- is known elsewhere by --> id[external id]
  game -- has --> relation -- to the game of --> id
  person -- makes --> decision -- rules --> record
  game -- goes through --> change
  game -- is projected into --> index[search index]`

/** The entities in groups, each with the sentence that explains its table; every table of the schema is in one group. */
export const ENTITIES: Readonly<Record<string, readonly Entity[]>> = {
  'Sources and what they sent': [
    {
      table: 'source',
      says: 'A **source** is a list or service that games are read from, with its licence and its trust.',
    },
    {
      table: 'ingest_run',
      says: 'A **run** reads one dataset of one source, keeps its checkpoint, and counts what it read.',
    },
    {
      table: 'source_record',
      says: 'A **record** is one entry of a source under the key it has there: as received, and as we understand it.',
    },
    {
      table: 'quarantine',
      says: 'A **quarantined** record was refused, for a reason, at a position in what was read.',
    },
    {
      table: 'api_response',
      says: 'An **answer** of an API is kept as received, before anybody interpreted it, so that no request is made twice.',
    },
    {
      table: 'api_budget',
      says: 'A **budget** counts what was asked of an API with one key, and says when it may be asked again.',
    },
    {
      table: 'staging_record',
      says: 'The **staging** table holds the records of a running load between COPY and merge.',
    },
  ],
  Vocabulary: [
    { table: 'platform', says: 'A **platform** is what a game runs on, under one name whatever the sources call it.' },
    { table: 'genre', says: 'A **genre** is a kind of play, under one name whatever the sources call it.' },
    { table: 'company', says: 'A **company** develops or publishes games, under one name however it is spelt.' },
    { table: 'vocabulary_word', says: 'A **word** of a source means a platform or genre, because a person said so.' },
  ],
  Games: [
    {
      table: 'game',
      says: 'A **game** is the work itself: one row for all the records that describe it, each value with its provenance.',
    },
    {
      table: 'release',
      says: 'A **release** is a game on one platform, in one region and edition, with its date and sales.',
    },
    { table: 'game_genre', says: 'A game has **genres**.' },
    { table: 'game_series', says: 'A game belongs to **series**, where a source says so.' },
    {
      table: 'game_likeness',
      says: 'The **likeness** of a game is its embedding, a vector of its traits; an HNSW graph finds the nearest ones.',
    },
    { table: 'game_company', says: 'A game has companies in a **role**: developer or publisher.' },
    { table: 'rating', says: 'A game has an age **rating** by a board.' },
    {
      table: 'game_change',
      says: 'A **change** says what happened to a game: created, updated, merged, split, deleted, in the order seen.',
    },
    { table: 'external_id', says: 'A game is known by an **external id** at each source.' },
    {
      table: 'game_relation',
      says: 'A game has a **relation** to another (DLC of, remake of), which is named by an external id of that one.',
    },
    {
      table: 'relation_ruling',
      says: 'A **ruling** is what a person says of a relation: whether it holds of a game and the game of a record.',
    },
  ],
  'What people decide': [
    {
      table: 'decision',
      says: 'A **decision** is what a person said of records or games; it wins over every source until it is undone.',
    },
    {
      table: 'match_rule',
      says: 'A **rule** ties two records together or keeps them apart, because a person says so.',
    },
    { table: 'field_lock', says: 'A **lock** is the value a person gave a field of the game of a record.' },
  ],
  Matching: [
    { table: 'match_key', says: 'A record has **blocking keys**: records that share one are compared.' },
    { table: 'match_pending', says: 'A record is **pending** until its match is decided.' },
    { table: 'match_link', says: 'A **link** says which game a record belongs to, with its score and the evidence.' },
    {
      table: 'match_review',
      says: 'A **review** is a pair of records in different games that may be one work: a person should look.',
    },
    {
      table: 'match_weights',
      says: 'The **weights** say what agreement in each field is worth, and what they were learned from.',
    },
    {
      table: 'match_edge',
      says: 'An **edge** joins a record to a key it shares with others, while components are found.',
    },
    {
      table: 'match_component',
      says: 'A **component** is the set of records that one run of the matcher decides together.',
    },
  ],
  'The projection': [
    { table: 'search_outbox', says: 'The **outbox** names the games whose document in the index may be out of date.' },
    { table: 'search_rebuild', says: 'A **rebuild** in progress stops the relay from claiming games.' },
    { table: 'game_search', says: 'The **search row** of a game is what Postgres searches when it is the engine.' },
    { table: 'search_word', says: 'A **word** is a word of some title.' },
    {
      table: 'search_word_deletion',
      says: 'A **deletion** is a word with one letter deleted: two words one typo apart share one.',
    },
  ],
  Housekeeping: [{ table: 'schema_migration', says: 'A **migration** that was applied, so that it is applied once.' }],
}
