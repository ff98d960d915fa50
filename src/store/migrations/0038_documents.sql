-- Documents of cases: what customers and staff attach to an application.

create table documents (
  region_id text not null,
  id text not null,
  application_id text not null,
  kind text not null check (kind in (
    'identity', 'property', 'project-approval', 'voluntary-high-voltage-statement', 'red-line-map', 'other'
  )),
  type text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
  name text not null check (name <> ''),
  size integer not null check (size between 1 and 10485760),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null check (octet_length(content) = size),
  added_by text not null,
  added_as text not null check (added_as in ('customer', 'manager')),
  added_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, application_id) references applications
);
comment on table documents is 'documents attached to applications (收资); names and contents stay in this table';
comment on column documents.type is 'as declared, and as its first bytes say';
comment on column documents.name is 'file name, made safe for any disk';
comment on column documents.sha256 is 'of the content; the audit names it';
create index on documents (region_id, application_id);
-- Scans are compressed already.
alter table documents alter column content set storage external;

grant select, insert, delete on documents to jiedian_casework;
alter table documents enable row level security;
alter table documents force row level security;
create policy scope on documents
  using (exists (
    select from applications a where a.region_id = documents.region_id and a.id = documents.application_id
  ));
