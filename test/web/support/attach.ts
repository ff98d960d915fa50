import type { OpenHouse } from './open-house.ts';

/** A file that passes for a PDF. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n');

/** Attaches a document to a case through the service itself. */
export async function attach(
  { service }: OpenHouse,
  role: 'customer' | 'manager',
  id: string,
  query: { readonly document: string; readonly name: string },
): Promise<void> {
  const target = `${service.address}/v1/applications/${id}/documents?${new URLSearchParams(query).toString()}`;
  const answer = await fetch(target, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${service.tokens[role] ?? ''}`,
      'Content-Type': 'application/pdf',
    },
    body: PDF,
  });
  if (!answer.ok) throw new Error(`${target}: ${answer.status} ${await answer.text()}`);
}
