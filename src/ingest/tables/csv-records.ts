import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportRefused } from '../import-refused.ts';
import { utf8Text } from './utf8-text.ts';

/** One record of a CSV file. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Line on which it ends, from 1. */
  readonly line: number;
}

/** A quote that is never closed would otherwise swallow the rest of the file into memory. */
const LONGEST_RECORD = 8 << 20;

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the file ends within a quoted field; it is cut off or a quote is missing',
  CSV_MAX_RECORD_SIZE: `a record is longer than ${LONGEST_RECORD} bytes; a quote is missing before it`,
  CSV_INVALID_CLOSING_QUOTE: 'a quoted field goes on after its closing quote; write a quote inside as ""',
  INVALID_OPENING_QUOTE: 'a quote stands inside an unquoted field; quote the whole field',
};

/**
 * Records of a UTF-8 file of cells between delimiters as a stream, the header first, empty lines left out.
 * Records may have more or fewer cells than the header.
 *
 * @param source Where the file is, or its bytes as they come.
 * @throws {ImportRefused} with the line, when the file cannot be read as such a file.
 */
export async function* csvRecords(
  source: string | AsyncIterable<Buffer>,
  file: string,
  delimiter = ',',
): AsyncGenerator<CsvRecord> {
  const csv = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  const text = Readable.from(utf8Text(source, file));
  text.on('error', (error) => csv.destroy(error));
  text.pipe(csv);
  try {
    for await (const { record, info } of csv as AsyncIterable<Parsed>)
      yield { cells: record, line: info.lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `line ${error['lines']}` : null;
    throw new ImportRefused(file, line, MESSAGES[error.code] ?? error.message);
  } finally {
    text.destroy();
  }
}
