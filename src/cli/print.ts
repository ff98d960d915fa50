/** One line of a command's result, to stdout. */
export const printLine = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Columns a text takes in a terminal: East Asian wide forms take two. */
const width = (text: string): number =>
  Array.from(text).reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        char,
      )
        ? 2
        : 1),
    0,
  );

/** A table for reading; columns whose cells are all numbers stand to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i] ?? ''))));
  const isNumber = header.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[-–\d.,%]*$/.test(row[i] ?? '')),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const pad = ' '.repeat((widths[i] ?? 0) - width(cell));
        return isNumber[i] === true ? pad + cell : cell + pad;
      })
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((n) => '─'.repeat(n))), ...rows.map(line)].join('\n');
}
