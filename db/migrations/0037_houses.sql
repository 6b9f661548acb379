-- A company is the same whatever the spaces in its name: `key` holds the letters and digits of its slug, which identify it, and `slugs`
-- those of all its spellings (catalogue/merge/company.ts).
alter table company add column key text, add column slugs text[] not null default '{}';
update company set slugs = array[slug], key = case when length(replace(slug, '-', '')) < 5 then slug else replace(slug, '-', '') end;

-- Companies that were renamed or are written in several ways, whatever their hyphens (catalogue/vocabulary/companies.ts).
update company c set key = known.current from (values
  ('1c', '1ccompany'), ('1centertainment', 'fulqrumpublishing'), ('2kgames', '2k'), ('3docompany', '3do'),
  ('angelstudios', 'rockstarsandiego'), ('aspyrmedia', 'aspyr'), ('bandainamco', 'bandainamcoentertainment'),
  ('bandainamcogames', 'bandainamcoentertainment'), ('buenavistagames', 'disneyinteractivestudios'), ('cityinteractive', 'cigames'),
  ('dmadesign', 'rockstarnorth'), ('dontnodentertainment', 'dontnod'), ('ea', 'electronicarts'),
  ('focushomeinteractive', 'focusentertainment'), ('fullbrightcompany', 'fullbright'), ('hudson', 'hudsonsoft'),
  ('interplay', 'interplayentertainment'), ('interplayproductions', 'interplayentertainment'), ('kalypso', 'kalypsomedia'),
  ('microsoftgamestudios', 'xboxgamestudios'), ('microsoftstudios', 'xboxgamestudios'), ('namcobandai', 'bandainamcoentertainment'),
  ('namcobandaigames', 'bandainamcoentertainment'), ('nordicgames', 'thqnordic'), ('popcap', 'popcapgames'),
  ('scea', 'sonyinteractiveentertainmentamerica'), ('scee', 'sonyinteractiveentertainmenteurope'), ('segaenterprises', 'sega'),
  ('segagames', 'sega'), ('sierraonline', 'sierraentertainment'), ('sonycomputerentertainment', 'sonyinteractiveentertainment'),
  ('sonycomputerentertainmentamerica', 'sonyinteractiveentertainmentamerica'),
  ('sonycomputerentertainmenteurope', 'sonyinteractiveentertainmenteurope'), ('sonyonlineentertainment', 'daybreakgamecompany'),
  ('squaresoft', 'square'), ('team17digital', 'team17'), ('team17software', 'team17'), ('tecmokoei', 'koeitecmo'),
  ('tecmokoeigames', 'koeitecmogames'), ('ubisoftentertainment', 'ubisoft'), ('valvesoftware', 'valve'),
  ('virgingames', 'virgininteractiveentertainment'), ('virgininteractive', 'virgininteractiveentertainment'),
  ('vivendiuniversalgames', 'vivendigames'), ('warnerbrosinteractiveentertainment', 'warnerbrosgames'), ('wbgames', 'warnerbrosgames'),
  ('wbie', 'warnerbrosgames')
) known (other, current) where c.key = known.other;

-- Companies with one key become the one with the most games.
create temporary table same_company on commit drop as
  select id, first_value(id) over (partition by key order by games desc, length(slug) desc) as kept
  from (
    select c.id, c.key, c.slug, (select count(*) from game_list l where l.list = (2 << 28) + c.id) as games,
      count(*) over (partition by c.key) as same
    from company c
  ) c where same > 1;

update company c set aliases = merged.aliases, slugs = merged.slugs
  from (
    select s.kept, coalesce(array_agg(distinct alias) filter (where alias is not null), '{}') as aliases, array_agg(distinct c.slug) as slugs
    from same_company s join company c on c.id = s.id left join unnest(c.aliases) as alias on true group by s.kept
  ) merged where c.id = merged.kept;

create temporary table moved_company on commit drop as
  select gc.game_id, s.id, s.kept, gc.role from game_company gc join same_company s on s.id = gc.company_id where s.id <> s.kept;
delete from game_company gc using moved_company m where gc.game_id = m.game_id and gc.company_id = m.id;
insert into game_company (game_id, company_id, role) select distinct game_id, kept, role from moved_company on conflict do nothing;
with moved as (
  update game g set company_ids = array(
      select distinct coalesce(s.kept, each) from unnest(g.company_ids) as each left join same_company s on s.id = each order by 1
    ), version = version + 1, updated_at = now()
    where g.id in (select game_id from moved_company) returning g.id, g.version, g.merged_into
)
insert into game_change (game_id, kind, version) select id, 'updated', version from moved where merged_into is null order by id;
delete from company c using same_company s where c.id = s.id and s.id <> s.kept;

alter table company alter column key set not null, add unique (key);
create index company_key_beginning on company (key text_pattern_ops);

-- What sources state about companies: other names, and the companies that own them.
create table company_statement (
  source_id smallint not null references source,
  company text not null,
  company_key text not null,
  kind text not null check (kind in ('alias', 'parent')),
  name text not null,
  key text not null,
  primary key (source_id, company, kind, name)
);
create index company_statement_key on company_statement (key text_pattern_ops) where kind = 'alias';
create index company_statement_company on company_statement (company_key);
