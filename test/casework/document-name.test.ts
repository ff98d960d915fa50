import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeOfContent } from '../../src/casework/document-content.ts';
import { safeName } from '../../src/casework/document-name.ts';

describe('the name of a document', () => {
  it.each([
    ['营业执照.pdf', '营业执照.pdf'],
    ['营业执照', '营业执照.pdf'],
    ['scan.PNG', 'scan.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    [String.raw`C:\temp\a.pdf`, 'a.pdf'],
    ['a\u202Efdp.exe', 'afdp.exe.pdf'],
    ['x"; filename=evil.html', 'x filename=evil.html.pdf'],
    ['a\r\nSet-Cookie: b', 'aSet-Cookie b.pdf'],
    ['...', 'document.pdf'],
    ['con', 'document.pdf'],
    ['  two   words  ', 'two words.pdf'],
  ])('%j becomes %j', (given, kept) => {
    expect(safeName(given, 'application/pdf')).toBe(kept);
  });

  it('is short, keeps the same when made safe again, and has no letter that means more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = safeName(given, 'image/jpeg');
        expect(name).toMatch(/^[^\p{C}<>:"/\\|?*%;]+\.jpg$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(104);
        expect(safeName(name, 'image/jpeg')).toBe(name);
      }),
    );
  });
});

it('a file is what its first bytes say', () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
  const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
  expect(typeOfContent(bytes('%PDF-1.7\n'))).toBe('application/pdf');
  expect(typeOfContent(bytes(PNG))).toBe('image/png');
  expect(typeOfContent(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
  for (const odd of ['', '%PDF', ' %PDF-1.7', '<html>', 'MZ', '\x89PNG\r\n\x1a\n', 'PK\x03\x04', 'GIF89a'])
    expect(typeOfContent(bytes(odd)), odd).toBeNull();
});
