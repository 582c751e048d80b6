const SLICE = 12;

/** The forms of a secret in a text: plain, base64, base64url, URL-encoded, hex and JSON-escaped. */
export function secretForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // The bits of a base64 group depend on where the secret begins inside it, as in `id:secret`.
  const shifted = [0, 1, 2].flatMap((shift) => {
    const base64 = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const inner = base64.slice(shift === 0 ? 0 : 4, -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set([...plain, bytes.toString('hex'), ...shifted])].filter(
    (form) => form.length >= SLICE,
  );
}

/**
 * Looks for secrets in a text: any 12 characters of any form.
 * @param known parts of secrets that the text may contain, such as a common beginning
 * @returns the names of the secrets that were found; empty means clean
 */
export function findSecrets(
  text: string,
  secrets: Readonly<Record<string, string>>,
  known = '',
): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => secretForms(secret).some((form) => containsSlice(text, form, known)))
    .map(([name]) => name);
}

function containsSlice(text: string, form: string, known: string): boolean {
  for (let start = 0; start + SLICE <= form.length; start += 1) {
    const slice = form.slice(start, start + SLICE);
    if (text.includes(slice) && !known.includes(slice)) return true;
  }
  return false;
}
