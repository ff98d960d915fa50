import { useMemo } from 'preact/hooks';
import { boxOfRegions } from '../map/box-of.ts';
import { readMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import { Empty } from '../parts/empty.tsx';
import type { Room } from '../shell/room.ts';
import { useTheme } from '../shell/theme.ts';

/** The customer's room. */
export const CustomerRoom: Room = ({ session, regions, query }) => {
  const { theme } = useTheme();
  const overlays = useMemo(() => [], [theme]);
  return (
    <main id="main" class="split">
      <div class="panel">
        <Empty title={regions.map(({ name }) => name).join(', ')} />
      </div>
      <MapView
        session={session}
        home={boxOfRegions(regions)}
        at={readMapState(query.get('map'))}
        grid={null}
        overlays={overlays}
      />
    </main>
  );
};
