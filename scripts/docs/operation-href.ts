import { slugify, tagOf, type Area } from '../description/areas.ts';
import type { FoundOperation } from '../description/document.ts';

/** Address of an operation, relative to the folder of its API. Redoc names its anchors after tag and operation. */
export function operationHref(area: Area, { operation, path, method }: FoundOperation): string {
  const id = operation.operationId ?? `${method}-${path}`;
  return `${area.slug}.html#/${slugify(tagOf(operation))}/${id.toLowerCase()}`;
}
