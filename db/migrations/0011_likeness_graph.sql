-- The nearest of many games -------------------------------------------------------------------------------------------

-- Which embeddings the HNSW graph holds. The loader builds it after a load (db/similar/graph.ts): putting every game into it
-- as it is written takes longer than the rest of the load. What is not in it is read beside it.
alter table game_likeness add column in_graph boolean not null default false;
create index game_likeness_fresh on game_likeness (game_id) where not in_graph and kind in ('game', 'remake');

-- The setting below is known once the extension has done something; one that is not known only a superuser may name.
select '{}/1'::sparsevec;

-- The living whole works nearest to a game, itself among them: the nearest that the graph leads to, and the nearest of the
-- rest. Where the game itself is not among them, the search has lost its way in the graph.
create function games_near(asked uuid, most integer) returns table (game_id uuid, similarity float8)
language sql stable set hnsw.ef_search = 400 as $$
  (select l.game_id, -(l.embedding <#> (select embedding from game_likeness where game_id = asked))
    from game_likeness l where l.in_graph
    order by l.embedding <#> (select embedding from game_likeness where game_id = asked) limit most)
  union all
  (select l.game_id, -(l.embedding <#> (select embedding from game_likeness where game_id = asked))
    from game_likeness l where not l.in_graph and l.kind in ('game', 'remake')
    order by l.embedding <#> (select embedding from game_likeness where game_id = asked), l.game_id limit most)
$$;
