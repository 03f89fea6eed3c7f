import type { Document } from './description/document.ts';
import { explain } from './explain/explain.ts';
import type { Fault } from './explain/fault.ts';
import { createPositions, type Position, type Positions } from './fields/position.ts';
import { findUnknownFields, type UnknownField } from './fields/unknown-fields.ts';
import type { JsonType } from './json.ts';
import { createCompiler, type Compiler, type Validate } from './schema/compile.ts';
import type { Schema } from './schema/keywords.ts';
import { createSchemaSet, type Purpose, type SchemaSet } from './schema/schema-set.ts';
import { typesOf } from './schema/types-of.ts';
import { createScreen, type Screen } from './screen/screen.ts';

/** What is needed to judge values for one purpose; made when first used. */
interface Kit {
  readonly set: SchemaSet;
  readonly compiler: Compiler;
  readonly positions: Positions;
  /** Undefined in strict mode. */
  readonly screen: Screen | undefined;
}

/** A schema of the description made ready for judging values. */
export interface Judge {
  readonly schema: Schema;
  readonly set: SchemaSet;
  readonly types: ReadonlySet<JsonType>;
  readonly compile: (schema: Schema) => (value: unknown) => boolean;
  /** Whether a value is surely fine altogether, so that neither faults nor unknown members need looking for. */
  isFine(value: unknown): boolean;
  /** What is wrong with a value; empty when it is valid. `exact` is the same value with its integers beyond 2^53 as `bigint`. */
  faults(value: unknown, exact?: unknown): readonly Fault[];
  /** Members that the description does not mention. */
  unknown(value: unknown): readonly UnknownField[];
}

export interface Engine {
  readonly document: Document;
  /** @param raw a schema as it stands in the document */
  judge(raw: unknown, purpose: Purpose): Judge;
}

const noFaults: readonly Fault[] = [];

export function createEngine(document: Document, strict: boolean): Engine {
  const kits = new Map<Purpose, Kit>();
  const kitFor = (purpose: Purpose): Kit => {
    let kit = kits.get(purpose);
    if (!kit) {
      const set = createSchemaSet(document, purpose, strict);
      const screen = strict ? undefined : createScreen(set);
      const compiler = createCompiler(set, document, screen);
      kits.set(purpose, (kit = { set, compiler, screen, positions: createPositions(set, compiler.compile) }));
    }
    return kit;
  };

  return {
    document,
    judge(raw, purpose) {
      const { set, compiler, positions, screen } = kitFor(purpose);
      const schema = set.read(raw);
      // Most parameters are never sent: their validators are compiled with their first value.
      let validate: Validate | undefined;
      let position: Position | undefined;
      return {
        schema,
        set,
        types: typesOf(set, schema),
        compile: compiler.compile,
        isFine: (value) => screen?.look(schema, value) === 'fine',
        faults(value, exact) {
          if (exact === undefined && (validate ??= compiler.compile(schema))(value)) return noFaults;
          return explain(set, schema, exact ?? value);
        },
        unknown: (value) => findUnknownFields((position ??= positions.at([schema])), value),
      };
    },
  };
}
