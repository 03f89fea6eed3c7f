/** Writes forms of several parts (RFC 7578). */

export interface FormPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType?: string | undefined;
  readonly fileName?: string | undefined;
  /** Further header lines. */
  readonly headers?: readonly string[];
}

/** What no part holds; all forms have the same, so that equal ones are equal. */
export const boundary = 'commerce-openapi-contract';

export function writeMultipart(parts: readonly FormPart[]): Buffer {
  const pieces = parts.map(({ name, content, contentType, fileName, headers = [] }) => {
    const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`;
    const lines = [fileName === undefined ? disposition : `${disposition}; filename="${fileName}"`, ...headers];
    if (contentType !== undefined) lines.push(`Content-Type: ${contentType}`);
    const head = `--${boundary}\r\n${lines.join('\r\n')}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** Names are UTF-8, but for what would end them (HTML, "multipart/form-data encoding algorithm"). */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
