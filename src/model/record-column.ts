/** How columns and tables of the record are described. */

export type ColumnType = 'text' | 'real' | 'integer' | 'boolean' | 'date' | 'line' | 'polygon' | 'curve';

export interface Column {
  readonly type: ColumnType;
  readonly required: boolean;
  readonly meaning: string;
  /** Table whose `id` this column names. */
  readonly references?: string;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** The only numbers there are. */
  readonly among?: readonly number[];
}

export interface Table {
  readonly meaning: string;
  /** Columns that identify a row within a region, in this order. */
  readonly key: readonly string[];
  /** Day columns of which none comes before the one named earlier. */
  readonly ascending?: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

type Options = Partial<Pick<Column, 'references' | 'oneOf' | 'min' | 'max' | 'among'>>;

const column =
  <T extends ColumnType>(type: T) =>
  <const O extends Options>(meaning: string, options?: O) =>
    ({ type, required: true, meaning, ...options }) as { type: T; required: true; meaning: string } & O;

/** A column that may be empty: unknown. */
export const optional = <C extends { required: true }>(of: C) =>
  ({ ...of, required: false }) as Omit<C, 'required'> & { required: false };

export const text = column('text');
export const real = column('real');
export const integer = column('integer');
export const boolean = column('boolean');
export const date = column('date');
export const line = column('line');
export const polygon = column('polygon');
/** A day's course: 24 or 96 figures of at least 0, from midnight on. */
export const curve = column('curve');
