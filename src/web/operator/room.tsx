import { useText } from '../language/use-text.ts';
import { start } from '../messages/start.ts';
import type { Room } from '../shell/room.ts';
import { ForPrograms } from '../shell/for-programs.tsx';

const CURL = `curl -s ${location.origin}/v1/supply-plans \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"site": {"lon": 113.21, "lat": 33.97, "crs": "WGS84"}, "demand": {"capacityKva": 630}, "customer": {"category": "industrial"}}'`;

/** The operator's room: what is loaded, and where programs find their way. */
export const OperatorRoom: Room = ({ session, regions }) => {
  const { t, format } = useText(start);
  return (
    <main id="main" class="page stack">
      <h1>{t('regions')}</h1>
      <div class="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('region')}</th>
              <th scope="col">{t('version')}</th>
              <th scope="col">{t('asOf')}</th>
            </tr>
          </thead>
          <tbody>
            {regions.map((region) => (
              <tr key={region.id}>
                <td>
                  {region.name} <span class="soft">{region.id}</span>
                </td>
                <td>
                  {region.version} / {region.ledgerVersion}
                </td>
                <td>{format.time(region.dataAsOf)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{t('firstPlan')}</h2>
      <p class="soft">{t('firstPlan.hint')}</p>
      <pre>{CURL}</pre>
      <ForPrograms token={session.token} />
    </main>
  );
};
