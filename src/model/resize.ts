import type { SupplyRequest } from './demand.ts';

/** The same request for another capacity, kVA; stated equipment goes down or up with it. */
export function resize(request: SupplyRequest, capacityKva: number): SupplyRequest {
  const { demand } = request;
  const { capacityKva: was, equipmentKw: kw } = demand;
  const equipmentKw =
    was === null || kw === null ? null : Math.max(0.01, Math.round((kw * capacityKva * 100) / was) / 100);
  return { ...request, demand: { ...demand, capacityKva, equipmentKw } };
}
