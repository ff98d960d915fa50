const BLOCK = 512;

/** One file or directory of a tar archive. */
export interface TarEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly content: Buffer;
  /** Header and content as they stand in the archive. */
  readonly raw: Buffer;
}

const textAt = (block: Buffer, from: number, length: number): string => {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
};

const nameIn = (block: Buffer): string => {
  // GNU archives write a space after the word and other things where the prefix would be.
  const prefix = textAt(block, 257, 6) === 'ustar' ? textAt(block, 345, 155) : '';
  return `${prefix === '' ? '' : `${prefix}/`}${textAt(block, 0, 100)}`;
};

const FILE_TYPES = ['', '0'];
const DIRECTORY = '5';
const LINK_TYPES = ['1', '2'];

/**
 * Files and directories of an uncompressed archive, in its order; links are left out. Names too long for a
 * header do not occur in the archives this is for, and are an error.
 *
 * @source POSIX.1-1988 ustar: 512-byte blocks; name at 0, size in octal at 124, type at 156, prefix at 345.
 */
export const tarEntries = (archive: Buffer): TarEntry[] => {
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const block = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textAt(block, 124, 12), 8);
    const type = textAt(block, 156, 1);
    const next = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const isDirectory = type === DIRECTORY;
    if (isDirectory || FILE_TYPES.includes(type)) {
      const content = archive.subarray(at + BLOCK, at + BLOCK + size);
      entries.push({ name: nameIn(block), isDirectory, content, raw: archive.subarray(at, next) });
    } else if (!LINK_TYPES.includes(type)) throw new Error(`tar entry of type ${type} is not supported`);
    at = next;
  }
  return entries;
};

/** An archive of the given entries. */
export const toTar = (entries: readonly TarEntry[]): Buffer =>
  Buffer.concat([...entries.map(({ raw }) => raw), Buffer.alloc(2 * BLOCK)]);
