import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, PHONE, openHouse } from '../../test/web/support/open-house.ts';
import { openView } from '../../test/web/support/open-view.ts';
import { VIEWS } from '../../test/web/views/views.ts';

/**
 * `npm run screenshots [-- <folder> [name …]]`: every view of the page at desk and phone width, light and, at desk
 * width, dark. Into `dist/screenshots` unless told; names choose among the views.
 */
const [folder = 'dist/screenshots', ...names] = process.argv.slice(2);
const SHOTS = [
  { suffix: 'desk', viewport: DESK, colorScheme: 'light' },
  { suffix: 'desk-dark', viewport: DESK, colorScheme: 'dark' },
  { suffix: 'phone', viewport: PHONE, colorScheme: 'light' },
] as const;

await mkdir(folder, { recursive: true });
const house = await openHouse();
for (const view of VIEWS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  for (const { suffix, viewport, colorScheme } of SHOTS) {
    const { page } = await openView(house, view, { viewport, colorScheme });
    const file = join(folder, `${view.name}-${suffix}.png`);
    await page.screenshot({ path: file, fullPage: suffix === 'phone' });
    process.stdout.write(`${file}\n`);
    await page.context().close();
  }
}
await house.close();
