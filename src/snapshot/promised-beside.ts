/**
 * Columns of what is promised beside the supplies of today: room for those that lose their own feeder, with the entries it
 * is the sum of (see `backups.ts`), and later stages.
 */
export const PROMISED_BESIDE = {
  backupCkva: {
    type: 'i32',
    per: 'elements',
    meaning: 'kept free for those who lose their own feeder: the most that any one loss brings, 0.01 kVA',
  },
  laterCkva: {
    type: 'i32',
    per: 'elements',
    meaning: 'later stages of supplies, 0.01 kVA: they take what room there is until works have made theirs',
  },
  backupOnto: { type: 'i32', per: 'backups', meaning: 'element on which room is kept free for a supply' },
  backupLost: { type: 'i32', per: 'backups', meaning: 'outlet whose loss brings it there; -1 unknown' },
  backupOfCkva: { type: 'i32', per: 'backups', meaning: 'that supply, 0.01 kVA; 0 = no entry' },
  backupCategory: { type: 'u8', per: 'backups', meaning: 'index in LOAD_CATEGORIES; the last = none' },
} as const;
