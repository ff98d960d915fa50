import { isSafeAddress } from '../../contract/safe-address.ts';
import { fetchJson } from './fetch-json.ts';

const PATIENCE_MS = 5000;

/**
 * Where an issuer publishes its keys, by OpenID Connect Discovery 1.0 §4.
 *
 * @throws Error when there is no usable document, or it is another issuer's.
 */
export async function discoverKeys(issuer: string): Promise<URL> {
  const url = `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`;
  const document = await fetchJson(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (typeof document !== 'object' || document === null) throw new Error(`${url}: not an object`);
  const { issuer: named, jwks_uri: keys }: { issuer?: unknown; jwks_uri?: unknown } = document;
  // A document that names another issuer would let that one sign for this one (§4.3).
  if (named !== issuer)
    throw new Error(`${url}: the issuer calls itself ${JSON.stringify(named)}, not "${issuer}"`);
  if (typeof keys !== 'string' || !isSafeAddress(keys))
    throw new Error(`${url}: jwks_uri is not an https address: ${JSON.stringify(keys)}`);
  return new URL(keys);
}
