alter table applications add column survey jsonb;
comment on column applications.survey is 'what staff found at the site: what it confirms or overrules, who, when, why; empty = none yet';
