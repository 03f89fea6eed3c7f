// `node floor.mjs RECORDING`: reads a recording of `writeHar` (an entry a line) and parses entries and bodies as JSON, nothing else:
// what no checker can do without.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: createReadStream(process.argv[2]), crlfDelay: Infinity })) {
  if (!line.startsWith('{"') || line.startsWith('{"log"')) continue;
  const { request, response } = JSON.parse(line.replace(/,$/, ''));
  for (const body of [request.postData, response.content])
    if (/json/.test(body?.mimeType) && body.text) JSON.parse(body.text);
}
