/** Table of the schema and the sentence that explains it in the conceptual model. */
export type Entity = { table: string; says: string }

/** Conceptual model as a Mermaid diagram: nouns, and verbs between them. */
export const CONCEPT = `flowchart LR
  source -- is read by --> run -- archives --> record
  run -- archives --> response[API response]
  run -- refuses --> quarantined[quarantined record]
  record -- has --> key[match key]
  record -- is linked with evidence to --> game
  record -- may be in a --> review[review pair]
  game -- was published as --> release -- on --> platform
  game -- has --> genre
  game -- was made by --> company
  game -- belongs to --> series
  game -- has --> rating
  game -- is identified elsewhere by --> id[external id]
  game -- has --> relation -- to the game of --> id
  person -- makes --> decision -- refers to --> record
  person -- has --> account -- has --> session
  account -- has --> apiKey[API key]
  account -- has --> collection -- has --> item -- is about a --> game
  game -- has --> change
  game -- is projected into --> index[search index]`

/** Entities by group, each with the sentence that explains its table. Every table of the schema is in one group. */
export const ENTITIES: Readonly<Record<string, readonly Entity[]>> = {
  'Sources and their records': [
    {
      table: 'source',
      says: 'A **source** is a list or service from which games are read, with its licence and its trust.',
    },
    {
      table: 'ingest_run',
      says: 'A **run** reads one dataset of one source, stores its checkpoint, and counts the records.',
    },
    {
      table: 'source_record',
      says: 'A **record** is one entry of a source under its key there: as received, and mapped to our fields.',
    },
    {
      table: 'quarantine',
      says: 'A **quarantined** record was refused; its reason and its position in the input are stored with it.',
    },
    {
      table: 'api_response',
      says: 'A **response** of an API is stored as received, before it is interpreted, so that an interrupted run repeats no answered request.',
    },
    {
      table: 'api_budget',
      says: 'A **budget** counts the requests to an API with one key and holds the time of the next allowed request.',
    },
    {
      table: 'staging_record',
      says: 'The **staging** table is the template of the table in which a run holds its accepted records until they are archived.',
    },
  ],
  Vocabulary: [
    { table: 'platform', says: 'A **platform** is what a game runs on; it has one name for all sources.' },
    { table: 'genre', says: 'A **genre** is a kind of game; it has one name for all sources.' },
    { table: 'company', says: 'A **company** develops or publishes games; it has one name for all spellings.' },
    {
      table: 'company_statement',
      says: 'A **company statement** is another name of a company, or the name of its owner, as a source states it.',
    },
    {
      table: 'forgotten_spelling',
      says: 'A **forgotten spelling** of a company is one of records that were taken back, until they are all gone.',
    },
  ],
  Games: [
    {
      table: 'game',
      says: 'A **game** is one row for all records that describe it, each value with its provenance.',
    },
    {
      table: 'release',
      says: 'A **release** is a game on one platform, in one region and edition, with its date and sales.',
    },
    { table: 'game_genre', says: 'A game has **genres**.' },
    {
      table: 'game_list',
      says: 'A **list** holds the games of one platform, genre, company, source, kind, year or score, with the columns of every order.',
    },
    {
      table: 'game_figure',
      says: 'The **figures** of a game are what statistics count, group by and filter by, without the rest of the game.',
    },
    { table: 'list_size', says: 'The **size** of a list is the number of its games.' },
    { table: 'game_series', says: 'A game belongs to **series**, if a source states them.' },
    {
      table: 'game_likeness',
      says: 'The **likeness** of a game is its embedding, a vector of its traits.',
    },
    {
      table: 'likeness_graph',
      says: 'The **graph** of similar games is a copy of the embeddings with an HNSW index, which finds the nearest ones.',
    },
    {
      table: 'game_company',
      says: 'A game has companies in a **role**: developer, publisher, or none where no source says which.',
    },
    { table: 'rating', says: 'A game has an age **rating** by a board.' },
    {
      table: 'game_change',
      says: 'A **change** is an event of a game: created, updated, merged, split, deleted; numbered in the order of commits.',
    },
    {
      table: 'feed_restart',
      says: 'A **restart** of the feed is a restored backup: the gap between its last change and the next number.',
    },
    {
      table: 'last_backup',
      says: 'The last **backup** of a database is one row with its time.',
    },
    {
      table: 'external_id',
      says: 'A game has **external ids**, each in an id space: that of a source, or of a shop or database.',
    },
    {
      table: 'game_relation',
      says: 'A game has a **relation** to another one (DLC of, remake of), which is named by an external id of the other game.',
    },
    {
      table: 'relation_ruling',
      says: 'A **ruling** of a decision states that a relation between a game and the game of a record holds, or does not.',
    },
  ],
  'Decisions of people': [
    {
      table: 'decision',
      says: 'A **decision** of a person about records or games wins over every source until it is undone.',
    },
    {
      table: 'match_rule',
      says: 'A **rule** of a decision links two records, or forbids linking them.',
    },
    {
      table: 'word_meaning',
      says: 'A **meaning** of a decision maps a word of one source, or of all, to a term of the vocabulary.',
    },
    {
      table: 'field_lock',
      says: 'A **lock** is an override: the value that a person gave to a field of the game of a record.',
    },
  ],
  Matching: [
    { table: 'match_key', says: 'A record has **match keys**: records that share one are matched together.' },
    { table: 'match_pending', says: 'A record is **pending** until it is matched.' },
    { table: 'match_link', says: 'A **link** assigns a record to a game, with the score and the evidence.' },
    {
      table: 'match_review',
      says: 'A **review pair** is a doubtful match for a person to decide: two records in different games that may be one game.',
    },
    {
      table: 'match_review_closed',
      says: 'A review pair is **closed** once it is decided or no longer doubtful; if it becomes doubtful again, it is open under the same id.',
    },
    {
      table: 'match_weights',
      says: 'The **weights** hold the match weight of each level of agreement, and what they were learned from.',
    },
    {
      table: 'match_edge',
      says: 'An **edge** connects a record with a match key that it shares with others; used to find components.',
    },
    {
      table: 'match_component',
      says: 'A **component** is a set of connected records that are resolved together.',
    },
  ],
  Search: [
    {
      table: 'search_outbox',
      says: 'The **outbox** lists the games whose document in the search index may be out of date.',
    },
    { table: 'search_rebuild', says: 'A **rebuild** in progress stops the relay from claiming games.' },
    {
      table: 'game_search',
      says: 'The **search row** of a game holds the text that Postgres searches when it is the search engine.',
    },
    { table: 'search_word', says: 'A **word** is a word of some title.' },
    {
      table: 'search_word_deletion',
      says: 'A **deletion** is a word with one letter deleted: two words that are one typo apart have one in common.',
    },
  ],
  'People and their access': [
    { table: 'account', says: 'An **account** of a person has an address, a password hash and a role.' },
    { table: 'invitation', says: 'An **invitation** lets the owner of an address make an account, once.' },
    { table: 'session', says: 'A **session** is one sign-in of an account, or of a link of the command line.' },
    {
      table: 'refresh_token',
      says: 'A **refresh token** of a session is stored as a hash and can be used once; a session has at most one that can be used.',
    },
    {
      table: 'collection',
      says: 'A **collection** of an account has a name; it is private to the account and ends with it.',
    },
    {
      table: 'collection_item',
      says: 'An **item** of a collection has the title that a person or their list stated, the game it is about, if one is known, and what the person says of it.',
    },
    { table: 'api_key', says: 'An **API key** of an account is stored as a hash, with its scopes and its end.' },
    { table: 'spent_link', says: 'A **spent link** is a sign-in link that was used, until it has expired.' },
    { table: 'login_attempt', says: 'An **attempt** counts the failed sign-ins of an address from a network.' },
    { table: 'audit_log', says: 'The **audit log** holds security events; its rows are never changed.' },
    { table: 'erasure', says: 'An **erasure** is the end of an account; it names the account by an HMAC of its id.' },
    { table: 'erasure_key', says: 'The **key** of erasures is the one of these HMACs.' },
    { table: 'purge_run', says: 'A **purge** deletes what has been kept for its time; its row is the proof.' },
  ],
  Housekeeping: [
    { table: 'schema_migration', says: 'A **migration** that was applied is listed, so that it is applied only once.' },
  ],
}
