import type { Logger } from 'pino';
import { CommandFailure } from './cli/failure.ts';
import type { Grant } from './cli/house.ts';
import type { Config } from './config.ts';
import type { CheckToken } from './http/check-token.ts';
import { Issuer } from './http/oidc/issuer.ts';
import { keepSecret } from './http/secret.ts';
import { signToken } from './http/tokens.ts';

/** Key of the local tokens. With an issuer they are good only where the key is given, not where one lies about. */
export async function secretOf({ secret, oidc, dataDir }: Config): Promise<Uint8Array | null> {
  if (secret !== null) return new TextEncoder().encode(secret);
  return oidc === null ? keepSecret(dataDir) : null;
}

/** A service starts without its issuer too: it lets nobody in until it has answered. */
export function issuerOf({ oidc }: Config, logger: Logger): CheckToken | null {
  if (oidc === null) return null;
  const issuer = new Issuer({
    issuer: oidc.issuer,
    audience: oidc.audience,
    onFailed: (error) => {
      logger.error({ err: error }, 'the issuer of the tokens gives no keys');
    },
  });
  void issuer.lookUp();
  return issuer.verify;
}

/** A local token, where they are taken. @throws {CommandFailure} where tokens come from an issuer only. */
export async function sign(grant: Grant, config: Config): Promise<string> {
  const secret = await secretOf(config);
  if (secret === null)
    throw new CommandFailure(
      `tokens come from ${config.oidc?.issuer ?? 'the issuer'}; local ones are taken beside them only where JIEDIAN_SECRET is set`,
    );
  return signToken(grant, secret, new Date());
}
