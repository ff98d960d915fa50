-- Before an offer or a hold lapses its owner is told, once.
alter table applications add column noticed_for date;
comment on column applications.noticed_for is 'last day that was told to be near; empty = none yet';
