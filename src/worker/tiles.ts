import type { FinishedTile, RegionVersions, TileQuery } from '../model/tiles.ts';
import type { MapContext } from '../plan/capacity-map/starts.ts';
import { makeBaseTile, makeCapacityTile, makeGridTile } from '../planning/tiles/make-tile.ts';
import { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';
import { GridShapes } from '../snapshot/grid-shapes.ts';
import { GroundShapes } from '../snapshot/ground-shapes.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { ByteCache } from './byte-cache.ts';
import { tileMap } from './tile-maps.ts';

/** A snapshot opened in this thread. */
export interface TileSnapshot {
  /** Unique per build. */
  readonly key: string;
  readonly snapshot: Snapshot;
  /** Its room; read for the grid alone. */
  readonly headroom: () => Headroom;
  /** What a capacity map is made from. */
  readonly mapContext: () => MapContext;
}

/** Bytes of finished tiles kept per thread. */
const KEPT_BYTES = 32 * 1024 * 1024;

const versionsOf = ({ snapshot }: TileSnapshot, ledgerVersion: number): RegionVersions => ({
  id: snapshot.meta.region,
  version: snapshot.meta.version,
  ledgerVersion,
});

/** Makes tiles in a thread and keeps those asked for last. */
export class Tiles {
  readonly #kept = new ByteCache(KEPT_BYTES);
  readonly #grounds = new WeakMap<Snapshot, GroundShapes>();
  readonly #grids = new WeakMap<Snapshot, GridShapes>();

  answer(query: TileQuery, regions: readonly TileSnapshot[]): Omit<FinishedTile, 'phasesMs'> {
    if (query.set === 'base') return this.#base(query, regions);
    return query.set === 'grid' ? this.#grid(query, regions) : this.#capacity(query, regions);
  }

  /** The ground knows no ledger: it is drawn while the columns are being filled, too. */
  #base(query: TileQuery, regions: readonly TileSnapshot[]): Omit<FinishedTile, 'phasesMs'> {
    const { z, x, y, datum } = query;
    const key = JSON.stringify(['base', z, x, y, datum, regions.map((one) => one.key)]);
    const grounds = regions.map(({ snapshot }) => this.#ground(snapshot));
    const tile = this.#kept.get(key) ?? this.#keep(key, makeBaseTile(query, grounds));
    const versions = regions.map((one) => versionsOf(one, one.snapshot.shownLedgerVersion));
    return { ok: true, tile, versions };
  }

  /** Made again when a ledger moved meanwhile, so that no tile mixes two states of a region. */
  #grid(query: TileQuery, regions: readonly TileSnapshot[]): Omit<FinishedTile, 'phasesMs'> {
    const { z, x, y, datum, season, hour, asOf } = query;
    const drawn = regions.map(({ key, snapshot, headroom }) => {
      const room = headroom();
      return { key, headroom: room, shapes: this.#shapes(snapshot), ledger: new ChainLedger(room, asOf) };
    });
    for (;;) {
      const moves = drawn.map(({ headroom }) => headroom.refresh());
      const states = drawn.map(({ key }, i) => [key, moves[i]]);
      const key = JSON.stringify(['grid', z, x, y, datum, season, hour, asOf, states]);
      const made = this.#kept.get(key) ?? makeGridTile(query, drawn);
      if (drawn.some(({ headroom }, i) => headroom.snapshot.ledgerVersion !== moves[i])) continue;
      const tile = this.#keep(key, made);
      return { ok: true, tile, versions: regions.map((one, i) => versionsOf(one, moves[i] ?? 0)) };
    }
  }

  /** Made again likewise. */
  #capacity(query: TileQuery, regions: readonly TileSnapshot[]): Omit<FinishedTile, 'phasesMs'> {
    const { z, x, y, datum, season, hour, asOf } = query;
    const contexts = regions.map(({ mapContext }) => mapContext());
    for (;;) {
      const moves = contexts.map(({ headroom }) => headroom.refresh());
      const states = regions.map(({ key }, i) => [key, moves[i]]);
      const key = JSON.stringify(['capacity', z, x, y, datum, season, hour, asOf, states]);
      const made =
        this.#kept.get(key) ??
        makeCapacityTile(
          query,
          contexts.flatMap((context) => tileMap(context, query, asOf) ?? []),
        );
      if (contexts.some(({ headroom }, i) => headroom.snapshot.ledgerVersion !== moves[i])) continue;
      const tile = this.#keep(key, made);
      return { ok: true, tile, versions: regions.map((one, i) => versionsOf(one, moves[i] ?? 0)) };
    }
  }

  #keep(key: string, tile: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.#kept.set(key, tile);
    return tile;
  }

  #ground(snapshot: Snapshot): GroundShapes {
    const known = this.#grounds.get(snapshot) ?? new GroundShapes(snapshot);
    this.#grounds.set(snapshot, known);
    return known;
  }

  #shapes(snapshot: Snapshot): GridShapes {
    const known = this.#grids.get(snapshot) ?? new GridShapes(snapshot);
    this.#grids.set(snapshot, known);
    return known;
  }
}
