-- Members of provenance carry the names of the game ---------------------------------------------------------------------

-- critics -> score.critics, users -> score.users, externalIds -> ids, relations -> related, and of a release
-- releases.pc|eu|goty.released -> releases.pc[region=eu,edition=goty].released; the claims under `releases` name releases
-- likewise. Fields of overrides (field_lock.field) have these names already.
--
-- content_hash stays: it covers provenance, so the next match of a game finds another hash and writes the game anew. Its
-- version rises once, and the feed of changes says `updated`.

create function release_member_0015(release text) returns text language sql immutable as $$
  select 'releases.' || platform || coalesce('[' || nullif(concat_ws(',', 'region=' || nullif(region, ''), 'edition=' || nullif(edition, '')), '') || ']', '')
  from (
    select part[1] as platform, replace(replace(replace(part[2], '%', '%25'), ',', '%2C'), ']', '%5D') as region,
      replace(replace(replace(part[3], '%', '%25'), ',', '%2C'), ']', '%5D') as edition
    from regexp_match(release, '^([^|]*)\|([^|]*)\|(.*)$') part
  ) parts
$$;

create function provenance_name_0015(name text) returns text language sql immutable as $$
  select case name
    when 'critics' then 'score.critics'
    when 'users' then 'score.users'
    when 'externalIds' then 'ids'
    when 'relations' then 'related'
    else coalesce(release_member_0015(release[1]) || release[2], name)
  end
  from (select regexp_match(name, '^releases\.(.*\|.*\|.*)(\.released|\.salesCopies)$') as release) found
$$;

create function release_claims_0015(claims jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(jsonb_set(claim, '{value}', (
      select jsonb_agg(coalesce(release_member_0015(release), release) order by place)
      from jsonb_array_elements_text(claim -> 'value') with ordinality as released (release, place)
    )) order by place), '[]')
  from jsonb_array_elements(claims) with ordinality as listed (claim, place)
$$;

update game set provenance = renamed.provenance
from (
  select id, (
    select jsonb_object_agg(provenance_name_0015(name),
      case name when 'releases' then jsonb_set(fact, '{winners}', release_claims_0015(fact -> 'winners')) else fact end)
    from jsonb_each(provenance) as member (name, fact)
  ) as provenance
  from game
) renamed
where renamed.id = game.id and renamed.provenance <> game.provenance;

drop function release_claims_0015;
drop function provenance_name_0015;
drop function release_member_0015;
