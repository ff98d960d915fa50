import { attach } from './attach.ts';
import type { OpenHouse } from './open-house.ts';

const made = new WeakMap<OpenHouse, Promise<string>>();

const REQUEST = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 315 },
  customer: { category: 'industrial', areaType: 'urban' },
  applicant: { name: '示例印刷厂', contact: '0375-0000000' },
};

async function make(house: OpenHouse): Promise<string> {
  const { id } = (await house.ask('customer', '/v1/applications', REQUEST)) as { id: string };
  await house.ask('manager', `/v1/applications/${id}/acceptance`, {});
  await attach(house, 'customer', id, { document: 'identity', name: '营业执照（副本）.pdf' });
  await attach(house, 'manager', id, { document: 'other', name: '现场勘查记录.pdf' });
  const pause = { reason: 'documents', note: '缺物业权属证明' };
  await house.ask('manager', `/v1/applications/${id}/pause`, pause);
  return id;
}

/** A customer's application with documents, whose clock stands until there are more; made once for a service. */
export function waitingCase(house: OpenHouse): Promise<string> {
  const known = made.get(house) ?? make(house);
  made.set(house, known);
  return known;
}
