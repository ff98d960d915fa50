/** Signatures and places of fields, as the ZIP specification (APPNOTE 6.3, §4.3) has them. */
const END = { signature: 0x06054b50, bytes: 22, entries: 10, directory: 16 } as const;
const ENTRY = {
  signature: 0x02014b50,
  bytes: 46,
  time: 12,
  name: 28,
  extra: 30,
  comment: 32,
  local: 42,
} as const;
const LOCAL = { signature: 0x04034b50, time: 10 } as const;
/** 1980-01-01 00:00, the first moment a ZIP can name: time below, date above. */
const BEGINNING = 0x0021_0000;

function endOf(view: DataView): number {
  for (let at = view.byteLength - END.bytes; at >= 0; at--)
    if (view.getUint32(at, true) === END.signature) return at;
  throw new Error('no end of the directory: the bytes are no ZIP file');
}

/**
 * A ZIP file, or what is one (XLSX), without the time it was made at, so that equal contents are equal bytes. Changes the
 * bytes it is given.
 *
 * @throws Error where they are no ZIP file, or one above 4 GB.
 */
export function timelessZip(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOf(view);
  let at = view.getUint32(end + END.directory, true);
  for (let left = view.getUint16(end + END.entries, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY.signature)
      throw new Error(`no entry of the directory at byte ${at}`);
    const local = view.getUint32(at + ENTRY.local, true);
    if (view.getUint32(local, true) !== LOCAL.signature) throw new Error(`no file at byte ${local}`);
    view.setUint32(at + ENTRY.time, BEGINNING, true);
    view.setUint32(local + LOCAL.time, BEGINNING, true);
    const [name, extra, comment] = [ENTRY.name, ENTRY.extra, ENTRY.comment];
    at +=
      ENTRY.bytes + [name, extra, comment].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
  }
  return zip;
}
