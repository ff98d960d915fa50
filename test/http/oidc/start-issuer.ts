import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key pair of an issuer, and how it signs. */
export interface SigningKey {
  readonly jwk: JWK;
  readonly pem: string;
  sign(claims: Record<string, unknown>, header?: { kid?: string; typ?: string }): Promise<string>;
}

export async function makeKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    pem: await exportSPKI(publicKey),
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

export interface HandMadeIssuer {
  readonly issuer: string;
  /** How often the keys were fetched. */
  fetched(): number;
  publish(...keys: readonly SigningKey[]): void;
  /** What it answers instead, whatever is asked; `null` = as it should. */
  fail(status: number | null, body?: string): void;
  /** Changes of its discovery document. */
  describe(changes: Record<string, unknown>): void;
  close(): Promise<void>;
}

/** An issuer that publishes what the test says. */
export async function startIssuer(port = 0): Promise<HandMadeIssuer> {
  let [keys, failure, changes, fetched]: [JWK[], [number, string] | null, object, number] = [[], null, {}, 0];
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    if (isKeys) fetched++;
    const document = isKeys ? { keys } : { issuer, jwks_uri: `${issuer}/keys`, ...changes };
    const [status, body] = failure ?? [200, JSON.stringify(document)];
    response.writeHead(status, { 'Content-Type': 'application/json', Location: '/elsewhere' }).end(body);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    fetched: () => fetched,
    publish: (...published) => {
      keys = published.map(({ jwk }) => jwk);
    },
    fail: (status, body = '') => {
      failure = status === null ? null : [status, body];
    },
    describe: (changed) => {
      changes = changed;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
