/** What is called by its id, because its name would be that of a customer; the id follows. */
export const NEUTRAL_NAMES = { customerTransformer: '专变 ', dedicatedFeeder: '专线 ' } as const;
