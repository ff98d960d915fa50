const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** An absolute address that nobody on the way can change: https, or http on this machine. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
