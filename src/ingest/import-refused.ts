/**
 * A file or folder that cannot be read at all: missing, truncated, not in the format, of another version.
 * Nothing of the import reaches the record. Single bad rows are defects instead.
 */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly file: string;
  /** Place within the file (`line 12`, `byte 80`, `/crs/data`), or `null` for the file as a whole. */
  readonly where: string | null;

  constructor(file: string, where: string | null, message: string) {
    super(`${file}${where === null ? '' : `, ${where}`}: ${message}`);
    this.file = file;
    this.where = where;
  }
}
