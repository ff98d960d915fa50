import { expect, test } from 'vitest';
import { replyLetter } from '../../src/papers/reply-letter.ts';
import { demoAnswer } from './demo-answer.ts';
import { fonts, replyInput } from './reply-inputs.ts';

test('equal inputs give equal bytes', async () => {
  const input = replyInput(await demoAnswer());
  const [first, second] = [await replyLetter(input, fonts), await replyLetter(input, fonts)];
  expect(Buffer.compare(first, second)).toBe(0);
  expect(Buffer.from(first.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
});
