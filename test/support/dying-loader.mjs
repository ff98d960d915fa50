// A loading thread that dies: before it fills the columns on show, in the middle of it, or of lack of memory.
import { workerData } from 'node:worker_threads';
import { changeLedger } from '../../dist/snapshot/ledger-version.js';
import { Snapshot } from '../../dist/snapshot/open.js';

const { shown, state } = workerData;
const kept = [];
const fill = () => {
  for (;;) kept.push(new Array(10_000).fill(kept.length));
};
// The region's name says how.
const how = {
  'dies before': () => process.exit(3),
  'lacks memory': fill,
  'lacks memory half-way': () => changeLedger(new Snapshot(shown.buffer).columns.ledger, 99, fill),
  'throws half-way': () =>
    changeLedger(new Snapshot(shown.buffer).columns.ledger, 99, () => {
      throw new Error('the grid is no tree');
    }),
};
how[state.name]();
