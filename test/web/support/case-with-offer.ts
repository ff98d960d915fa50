import type { OpenHouse } from './open-house.ts';

const made = new WeakMap<OpenHouse, Promise<string>>();

const REQUEST = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630, equipmentKw: 520, securityLoadKw: 40, loadClass: 3 },
  customer: { category: 'industrial', areaType: 'urban', inProvincialPark: true },
  applicant: { name: '青禾食品厂', contact: '0374-0000000' },
};

async function make(house: OpenHouse): Promise<string> {
  const { id } = (await house.ask('manager', '/v1/applications', REQUEST)) as { id: string };
  await house.ask('manager', `/v1/applications/${id}/acceptance`, {});
  await house.ask('manager', `/v1/applications/${id}/offers`, {});
  return id;
}

/** An application with plans on offer, none chosen; made once for a service. */
export function caseWithOffer(house: OpenHouse): Promise<string> {
  const known = made.get(house) ?? make(house);
  made.set(house, known);
  return known;
}
