-- Sources that copy each other count as one voice: they share an origin. Without one a source is its own. Figures of sales count
-- boxed copies or all.
alter table source
  add column origin text,
  add column sales_count text check (sales_count in ('boxed', 'all'));

-- The sources of earlier releases. Later loads state both again.
update source set origin = 'igdb' where slug in ('igdb-v2', 'igdb-csv', 'backloggd');
update source set origin = 'rawg' where slug in ('rawg-csv', 'rawg-gamepass', 'rawg-json');
update source set origin = 'steam'
  where slug in ('steam-2025', 'steam-nikdavis', 'steam-recommend', 'steam-noid', 'steamspy', 'steamspy-tidytuesday', 'steamspy-ndjson');
update source set sales_count = 'boxed' where slug = 'vgsales';

-- What the copies of a game count stands in its provenance, which is long: reading one game takes this column instead.
alter table game add column sales_counts jsonb generated always as (provenance #> '{salesCopies,counts}') stored;
