/** Opens a directory and inserts 0, 1, 2 … one by one, printing each number after it was acknowledged. */
import { openDb } from '../../src/store/open-store.ts';

const main = async (): Promise<void> => {
  const db = await openDb({ dataDir: process.argv[2] });
  await db.exec('create table written (n integer)');
  for (let n = 0; ; n += 1) {
    await db.run('insert into written values ($1)', [n]);
    process.stdout.write(`${n}\n`);
  }
};

await main();
