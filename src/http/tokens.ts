import { errors, jwtVerify, SignJWT } from 'jose';
import { claims, type Caller } from '../contract/claims.ts';
import { Refusal } from '../contract/refusal.ts';
import { CLOCK_SKEW_S } from './clock-skew.ts';

interface Grant extends Caller {
  readonly minutes: number;
}

/** A signed token (JWT, HS256) that is good for some minutes from now. */
export function signToken(
  { role, sub, regions, minutes }: Grant,
  secret: Uint8Array,
  now: Date,
): Promise<string> {
  const issued = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...claims.parse({ role, sub, regions }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.round(minutes * 60))
    .sign(secret);
}

/**
 * Who a token speaks for.
 *
 * @throws Refusal `token-invalid` or `token-expired`; what is wrong in detail is not told.
 */
export async function verifyToken(token: string, secret: Uint8Array, now: Date): Promise<Caller> {
  const checked = claims.safeParse(await payloadOf(token, secret, now));
  if (!checked.success) throw new Refusal('token-invalid');
  return checked.data;
}

async function payloadOf(token: string, secret: Uint8Array, now: Date): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_SKEW_S,
      currentDate: now,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal('token-expired');
    if (error instanceof errors.JOSEError) throw new Refusal('token-invalid');
    throw error;
  }
}
