import { SignJWT } from 'jose';

/** As long as a sign-in takes to be told; the SDK forgets the token with the page. */
const LIVES_FOR = '10m';

/**
 * The app's own sign-in. Trodden knows the secret: `trodden-ingest project identity <id> --secret-file <file>`; with a public key that you
 * publish (`--jwks-url`) it needs to know none. @returns whether it answered
 */
export async function answer(request, response, { secret }) {
  if (request.url !== '/session' || request.method !== 'POST') return false;
  // Here your password check, or your session's cookie.
  const user = 'ada';
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setIssuedAt()
    .setExpirationTime(LIVES_FOR)
    .sign(new TextEncoder().encode(secret));
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ user, token }));
  return true;
}
