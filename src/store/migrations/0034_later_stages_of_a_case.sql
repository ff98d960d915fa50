-- The later stages of a case are known to the company's books with it, under its external number; and they are switched on
-- on a day of their own.

update commitments later set external_number = now.external_number
from commitments now
where later.purpose = 'later' and later.origin = 'service' and now.external_number is not null
  and now.region_id = later.region_id and now.id = regexp_replace(later.id, '/[0-9]+$', '/0');

update commitments set connected_on = null where purpose = 'later';

update regions set ledger_imported = ledger_version + 1, ledger_version = ledger_version + 1, ledger_mark = gen_random_uuid()
where id in (select region_id from commitments where purpose = 'later');
