// A token behind the # (as in the links that `npm start` prints) never reaches a server log.
const token = new URLSearchParams(location.hash.slice(1)).get('token');
const element = (id) => document.getElementById(id);

function showTry() {
  const body = {
    site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
    demand: { capacityKva: 630 },
    customer: { category: 'industrial' },
  };
  element('try').textContent = [
    `curl -s ${location.origin}/v1/supply-plans \\`,
    `  -H 'Authorization: Bearer ${token ?? '$TOKEN'}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n');
}

function showSigned() {
  if (token === null) return;
  element('docs').hash = `token=${token}`;
  const payload = token.split('.')[1] ?? '';
  const { role, exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  const until = new Date(exp * 1000).toLocaleString('zh-CN');
  element('signed').textContent = `角色 ${role}，令牌有效至 ${until}`;
}

function row(region) {
  const cells = [
    region.id,
    new Date(region.dataAsOf).toLocaleString('zh-CN'),
    `${region.version} / ${region.ledgerVersion}`,
  ];
  const tr = document.createElement('tr');
  tr.append(
    ...cells.map((text) => {
      const td = document.createElement('td');
      td.textContent = text;
      return td;
    }),
  );
  return tr;
}

/** Only who is signed in learns which regions there are. */
async function showRegions(count) {
  const answer =
    token === null
      ? null
      : await fetch('/v1/regions', { headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
  if (answer?.ok !== true) {
    element('regions-count').textContent = count;
    element('regions-note').hidden = false;
    return;
  }
  const { items } = await answer.json();
  element('regions').append(...items.map(row));
  element('regions-table').hidden = false;
}

async function showState() {
  const state = element('state');
  try {
    const answer = await fetch('/readyz');
    const ready = await answer.json();
    state.className = `state ${answer.ok ? 'ready' : 'down'}`;
    state.textContent = answer.ok ? '就绪 Ready' : '未就绪 Not ready';
    if (!answer.ok) return;
    element('version').textContent = `${ready.version} · ${ready.database}`;
    await showRegions(ready.regions);
  } catch {
    state.className = 'state down';
    state.textContent = '无法连接 Not reachable';
  }
}

showTry();
showSigned();
await showState();
