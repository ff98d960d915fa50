/** A switch as it is tried: closed, or open. */
export interface TriedSwitch {
  readonly switchId: string;
  readonly closed: boolean;
}

const MOST = 50;

const isSwitch = (one: unknown): one is [string, boolean] =>
  Array.isArray(one) && one.length === 2 && typeof one[0] === 'string' && typeof one[1] === 'boolean';

/** Switches as the address carries them; anything that is none is left out. */
export function readSwitches(text: string | null): readonly TriedSwitch[] {
  let said: unknown;
  try {
    said = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(said)) return [];
  return said
    .filter(isSwitch)
    .slice(0, MOST)
    .map(([switchId, closed]) => ({ switchId, closed }));
}

/** The text that {@link readSwitches} reads; `null` for none. */
export const writeSwitches = (switches: readonly TriedSwitch[]): string | null =>
  switches.length === 0 ? null : JSON.stringify(switches.map(({ switchId, closed }) => [switchId, closed]));
