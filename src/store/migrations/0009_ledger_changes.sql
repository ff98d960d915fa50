-- What each step of a region's ledger did to its commitments: replicas that are a few steps behind follow by it instead
-- of reading all commitments again.

alter table regions
  add column ledger_mark uuid not null default gen_random_uuid();
comment on column regions.ledger_mark is
  'changes with ledger_version and never repeats: after a restore one version may stand for another ledger';

create table ledger_changes (
  region_id text not null references regions,
  ledger_version bigint not null,
  from_mark uuid not null,
  ledger_mark uuid not null,
  before jsonb not null,
  after jsonb not null,
  primary key (region_id, ledger_version)
);
comment on table ledger_changes is
  'commitments of one case before and after each step of the ledger; steps of an import have no row';
