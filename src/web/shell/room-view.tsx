import { useEffect, useState } from 'preact/hooks';
import type { RegionsAnswer } from '../../contract/lists.ts';
import { useCall } from '../api/use-call.ts';
import { drawMapsIn } from '../map/drawn-in.ts';
import { LoadedView } from '../parts/loaded-view.tsx';
import { Loading } from '../parts/loading.tsx';
import type { Session } from '../session/session.ts';
import type { Room } from './room.ts';
import { ROOMS } from './rooms.ts';
import type { Route } from './route.ts';

/** The room of who is signed in, once its code and the regions are there. */
export function RoomView({ session, route }: { readonly session: Session; readonly route: Route }) {
  const regions = useCall<RegionsAnswer>(session, '/v1/regions');
  const [Shown, setShown] = useState<Room | null>(null);
  useEffect(() => {
    void ROOMS[session.role].load().then((room) => {
      setShown(() => room);
    });
  }, [session.role]);
  if (regions.value === null || Shown === null) {
    return (
      <main id="main" class="page">
        <LoadedView of={regions}>{() => <Loading />}</LoadedView>
      </main>
    );
  }
  drawMapsIn(regions.value.mapDatum);
  return (
    <Shown session={session} regions={regions.value.items} parts={route.parts.slice(1)} query={route.query} />
  );
}
