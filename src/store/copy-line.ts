const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

const escape = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char);

/**
 * One line of COPY's text format, with its line end.
 *
 * @param cells In the order of the columns; `null` = no value; numbers keep every digit.
 */
export const copyLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map((cell) => (cell === null ? '\\N' : escape(String(cell)))).join('\t')}\n`;

/** A text array in PostgreSQL's notation. */
export const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
