-- What players call a game -------------------------------------------------------------------------------------------

-- Slugs of the words that players put on it, as their sources spell them. Only likeness is made of them: no search and no
-- filter reads them, so they are no table of their own.
alter table game add column tags text[] not null default '{}';
