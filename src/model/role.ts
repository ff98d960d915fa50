/** Who may ask. */
export const ROLES = ['customer', 'manager', 'planner', 'operator'] as const;
export type Role = (typeof ROLES)[number];
