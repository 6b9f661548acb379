-- Series, and what makes games alike -----------------------------------------------------------------------------------

create table game_series (
  game_id uuid not null references game on delete cascade,
  slug text not null,
  name text not null,
  primary key (game_id, slug)
);

-- A table of its own, and no index: asking what is alike reads nothing but these few bytes a game. An HNSW index was
-- measured: it found six of ten neighbours of such sparse vectors and made every load slower.
create table game_likeness (
  game_id uuid primary key references game on delete cascade,
  kind text not null,
  embedding sparsevec(1000000000) not null
);

-- Words ---------------------------------------------------------------------------------------------------------------

alter table platform add column generation smallint;
alter table company add column aliases text[] not null default '{}';

-- What people say a source's word means. It outlives every load; records keep the word itself.
create table vocabulary_word (
  kind text not null check (kind in ('platform', 'genre')),
  key text not null,
  word text not null,
  slug text not null,
  author text not null,
  mapped_at timestamptz not null default now(),
  primary key (kind, key)
);
