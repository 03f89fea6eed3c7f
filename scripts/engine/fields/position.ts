import { isRecord, own, typeOf, type JsonObject, type JsonType } from '../json.ts';
import { closure } from '../schema/closure.ts';
import { candidates } from '../schema/candidates.ts';
import type { Validate } from '../schema/compile.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { typesOf } from '../schema/types-of.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { createShape, type Shape } from './shape.ts';

/**
 * A place in a value with the schemas that describe it. Which fields are known there may depend on the value (`oneOf`, `if`,
 * ...): {@link Position.shapeOf} decides, with the open schemas, so that closing an object never changes which branch fits.
 */
export interface Position {
  /** Nothing here or below can be unknown: scalars, or objects that say nothing about their members. */
  readonly leaf: boolean;
  shapeOf(value: unknown): Shape;
}

/** Makes positions and shapes for one schema set, each only once: they form a graph with cycles, like the schemas. */
export interface Positions {
  readonly set: SchemaSet;
  at(schemas: readonly Schema[]): Position;
}

export function createPositions(set: SchemaSet, compile: (schema: Schema) => Validate): Positions {
  const ids = new Map<Schema, number>();
  const positions = new Map<string, Position>();
  const shapes = new Map<string, Shape>();

  const keyOf = (schemas: readonly Schema[]): string =>
    schemas
      .map((schema) => {
        let id = ids.get(schema);
        if (id === undefined) ids.set(schema, (id = ids.size));
        return id;
      })
      .sort((a, b) => a - b)
      .join();

  const shapeFor = (parts: readonly SchemaObject[]): Shape => {
    const key = keyOf(parts);
    let shape = shapes.get(key);
    if (!shape) shapes.set(key, (shape = createShape(parts, self)));
    return shape;
  };

  const createPosition = (schemas: readonly Schema[]): Position => {
    const parts = closure(set, schemas);
    if (!parts.some(isConditional)) {
      const leaf = parts.every(isLeaf);
      let shape: Shape | undefined;
      return { leaf, shapeOf: () => (shape ??= shapeFor(parts)) };
    }
    return {
      leaf: false,
      shapeOf: (value) => {
        const chosen = new Set<SchemaObject>();
        choose(parts, value, chosen);
        return shapeFor([...chosen]);
      },
    };
  };

  /** Adds the parts and those branches of theirs that apply to the value. */
  const choose = (parts: readonly SchemaObject[], value: unknown, chosen: Set<SchemaObject>): void => {
    for (const part of parts) {
      if (chosen.has(part)) continue;
      chosen.add(part);
      for (const branch of branchesFor(part, value)) choose(closure(set, [branch]), value, chosen);
    }
  };

  const branchesFor = (part: SchemaObject, value: unknown): Schema[] => {
    const found: Schema[] = [];
    const type = typeOf(value);
    if (part.oneOf) found.push(...fitting(part.oneOf, value, type, true));
    if (part.anyOf) found.push(...fitting(part.anyOf, value, type, false));
    if (part.if !== undefined) {
      const holds = compile(part.if)(value);
      if (holds) found.push(part.if);
      const branch = holds ? part.then : part.else;
      if (branch !== undefined) found.push(branch);
    }
    if (isRecord(value)) {
      for (const name in part.dependentSchemas)
        if (own(value, name) !== undefined) found.push(part.dependentSchemas[name] as Schema);
      const special = part.discriminator && specialised(part, value);
      if (special !== undefined) found.push(special);
    }
    return found;
  };

  /** Branches that fit; all that might have been meant when none does, so that no field is called unknown by mistake. */
  const fitting = (branches: readonly Schema[], value: unknown, type: JsonType, single: boolean): readonly Schema[] => {
    const possible = candidates(set, branches, value);
    if (possible.length === 0) return branches.filter((branch) => typesOf(set, branch).has(type));
    if (possible.length === 1) return possible;
    const found: Schema[] = [];
    for (const branch of possible) {
      if (!compile(branch)(value)) continue;
      found.push(branch);
      if (single) break;
    }
    return found.length > 0 ? found : possible;
  };

  /** A discriminator without alternatives stands in a base schema; the value names the schema that extends it. */
  const specialised = (part: SchemaObject, value: JsonObject): Schema | undefined => {
    if (part.oneOf || part.anyOf || !part.discriminator) return undefined;
    const { propertyName, mapping } = part.discriminator;
    const name = own(value, propertyName);
    return typeof name === 'string' ? set.named((own(mapping, name) as string | undefined) ?? name) : undefined;
  };

  const self: Positions = {
    set,
    at(schemas) {
      const key = keyOf(schemas);
      let position = positions.get(key);
      if (!position) positions.set(key, (position = createPosition(schemas)));
      return position;
    },
  };
  return self;
}

function isConditional(part: SchemaObject): boolean {
  return (part.oneOf ?? part.anyOf ?? part.if ?? part.dependentSchemas ?? part.discriminator) !== undefined;
}

function isLeaf(part: SchemaObject): boolean {
  return (
    (part.properties ??
      part.patternProperties ??
      part.additionalProperties ??
      part.unevaluatedProperties ??
      part.items ??
      part.prefixItems ??
      part.unevaluatedItems) === undefined
  );
}
