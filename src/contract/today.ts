const SHANGHAI_AHEAD_MS = 8 * 3_600_000;

/** The day in Asia/Shanghai (UTC+8 the whole year since 1992), `2026-11-20`. */
export const today = (now: Date): string =>
  new Date(now.getTime() + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10);
