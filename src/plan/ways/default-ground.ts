import type { PlanTask } from '../context.ts';

/** The item of the ground that a cable is laid in where no road tells. */
export const defaultGround = ({ brief }: PlanTask): string =>
  brief.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
