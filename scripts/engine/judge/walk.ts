import { isRecord, own, type JsonType } from '../json.ts';
import { candidates } from '../schema/candidates.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { NotJudged } from '../schema/not-judged.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { typesOf } from '../schema/types-of.ts';
import { pickBranch, type Choice } from './choice.ts';
import { insideOfArray, insideOfObject, type Inside } from './containers.ts';
import { createSink, mergeComplaints, type Told } from './faults.ts';
import { accepts, createPlace, pass, tell, type Extra, type Place, type Shape, type Walk } from './place.ts';
import { isNothingButThat, rulesOf, type Kind, type Rule } from './rules.ts';

/** The one evaluator of a set of schemas. */
export interface Evaluator {
  /** Whether a value is surely fine altogether: valid, every member in the description, and no number rounded. */
  isFine(schema: Schema, value: unknown): boolean;
  /** @throws NotJudged or RangeError */
  accepts(schema: Schema, value: unknown): boolean;
  /** @throws NotJudged or RangeError */
  look(schema: Schema, value: unknown): Told;
}

/** What describes a value, its branches chosen. */
interface Chosen {
  readonly parts: Set<SchemaObject>;
  /** Schemas that do not apply, whose members are none the less no unknown ones. */
  readonly meant: Schema[];
  readonly extras: Extra[];
}

/**
 * Judges values by walking over them once, at each place with everything that describes it: a schema, what it refers to, the parts of its
 * `allOf`, and the branches that the value itself chooses. So keywords in different parts see each other, and a member is unknown when
 * none of them mentions it. The walk that accepts allocates nothing and stops at the first fault; the one that tells goes on.
 *
 * What is asked about the same value again (whether a branch fits, which one was meant) is remembered, so that no schema makes the work
 * grow faster than schemas times values.
 */
export function createEvaluator(set: SchemaSet): Evaluator {
  const single = new Map<Schema, Place>();
  const joint = new Map<string, Place>();
  const shapes = new Map<string, Shape>();
  const ids = new Map<Schema, number>();
  const memory = new Map<unknown, Map<unknown, unknown>>();
  let sink = createSink();

  const keyOf = (schemas: Iterable<Schema>): string =>
    Array.from(schemas, (schema) => {
      let id = ids.get(schema);
      if (id === undefined) ids.set(schema, (id = ids.size));
      return id;
    })
      .sort((a, b) => a - b)
      .join();

  const walk: Walk = {
    ...{ set, path: [], unknown: false, rounded: false, muted: false },
    at(schemas) {
      const [only = true, ...others] = schemas;
      const kept: Map<unknown, Place> = others.length === 0 ? single : joint;
      const key = others.length === 0 ? only : keyOf(schemas);
      let place = kept.get(key);
      if (!place) kept.set(key, (place = createPlace((kind) => makeShape(schemas, kind))));
      return place;
    },
    fits(schema, value) {
      if (typeof schema === 'boolean') return schema;
      return remembered(schema, value, () => {
        const { unknown } = walk;
        const fits = accepts(walk.at([schema]), value);
        walk.unknown = unknown;
        return fits;
      });
    },
    faultsOf(schema, value) {
      const outer = { sink, path: walk.path.splice(0) };
      sink = createSink();
      tell(walk.at([schema]), value);
      const { faults } = sink.all();
      sink = outer.sink;
      walk.path.push(...outer.path);
      return faults;
    },
    complain(complaints, actual, member) {
      const { actual: shown = actual, ...complaint } = mergeComplaints(complaints);
      if (member !== undefined) walk.path.push(member);
      sink.complain(complaint, walk.path, shown);
      if (member !== undefined) walk.path.pop();
    },
    note(kind, value) {
      if (!walk.muted) sink.note(kind, walk.path, value);
    },
  };

  /** What has been found out about a schema and a value, in the walk that is under way. */
  function remembered<T>(about: object, value: unknown, find: () => T): T {
    let known = memory.get(about);
    if (!known) memory.set(about, (known = new Map()));
    const before = known.get(value);
    if (before === busy) throw new NotJudged('its schemas lead back to themselves');
    if (before !== undefined) return before as T;
    known.set(value, busy);
    const found = find();
    known.set(value, found);
    return found;
  }

  function makeShape(schemas: readonly Schema[], kind: Kind): Shape {
    const parts = closure(set, schemas);
    const type = kind === 'beyond' ? 'integer' : kind === 'infinite' ? 'number' : kind;
    let isChosenByValue = false;
    // Branches that are added on the way are looked at in turn.
    for (const part of parts) {
      isChosenByValue ||= part.if !== undefined || (kind === 'object' && hasExtensions(part));
      for (const branches of choicesOf(part)) {
        const possible = branches.filter((branch) => typesOf(set, branch).has(type));
        if (possible.length === 1) closure(set, possible, parts);
        else isChosenByValue = true;
      }
    }
    return isChosenByValue ? choosing(parts, kind, type) : shapeOf(parts, kind);
  }

  /** Where the value decides what describes it. */
  function choosing(parts: ReadonlySet<SchemaObject>, kind: Kind, type: JsonType): Shape {
    const known = new Map<Schema, Shape>();
    const shapeFor = ({ parts: all, meant }: Chosen, choices: number, last: Schema): Shape => {
      // Mostly there was one choice to make, and what follows from it is known.
      let shape = choices === 1 && meant.length === 0 ? known.get(last) : undefined;
      if (shape) return shape;
      shape = shapeOf(all, kind, meant);
      if (choices === 1 && meant.length === 0) known.set(last, shape);
      return shape;
    };
    /** @returns undefined when nothing is told, and no branch fits */
    const choose = (value: unknown, isTelling: boolean): { shape: Shape; extras: readonly Extra[] } | undefined => {
      const chosen: Chosen = { parts: new Set(parts), meant: [], extras: [] };
      let choices = 0;
      let last: Schema = true;
      const apply = (schema: Schema): void => {
        choices++;
        closure(set, [(last = schema)], chosen.parts);
      };
      for (const part of chosen.parts) {
        for (const branches of choicesOf(part)) {
          const choice = resolve(part, branches, value, isTelling);
          if (!choice) return undefined;
          choice.apply.forEach(apply);
          if (choice.meant) chosen.meant.push(...choice.meant);
          if (choice.extra) chosen.extras.push(choice.extra);
        }
        if (part.if !== undefined) {
          const holds = walk.fits(part.if, value);
          if (holds) apply(part.if);
          apply((holds ? part.then : part.else) ?? true);
        }
        if (kind !== 'object' || !hasExtensions(part)) continue;
        for (const name in part.dependentSchemas)
          if (own(value as never, name) !== undefined) apply(part.dependentSchemas[name] as Schema);
        const extension = extensionOf(part, value);
        if (extension !== undefined) chosen.meant.push(extension);
      }
      return { shape: shapeFor(chosen, choices, last), extras: chosen.extras };
    };
    return {
      accepts: (value) => choose(value, false)?.shape.accepts(value) ?? false,
      tell(value, extras) {
        const { shape, extras: further } = choose(value, true) as { shape: Shape; extras: readonly Extra[] };
        shape.tell(value, [...extras, ...further]);
      },
    };
  }

  /** The branches of `anyOf` or `oneOf` that a value takes. */
  function resolve(
    part: SchemaObject,
    branches: readonly Schema[],
    value: unknown,
    isTelling: boolean,
  ): Choice | undefined {
    const possible = candidates(set, branches, value);
    const fitting = possible.length < 2 ? possible : possible.filter((branch) => walk.fits(branch, value));
    if (fitting.length === 1 || (fitting.length > 1 && branches !== part.oneOf)) return { apply: fitting };
    if (!isTelling) return undefined;
    if (fitting.length > 1) {
      const expected = `valid under exactly one of the ${branches.length} alternatives`;
      return { apply: fitting, extra: { keyword: 'oneOf', expected } };
    }
    return remembered(branches, value, () => {
      const failed = (possible.length > 0 ? possible : branches).map((schema) => ({
        schema,
        faults: walk.faultsOf(schema, value),
      }));
      return pickBranch(set, part, failed, value);
    });
  }

  /** @param parts everything that describes a value, branches among them */
  function shapeOf(parts: ReadonlySet<SchemaObject>, kind: Kind, meant: readonly Schema[] = []): Shape {
    const key = `${kind} ${keyOf(parts)} ${keyOf(meant)}`;
    let shape = shapes.get(key);
    if (shape) return shape;
    const rules = rulesOf([...parts], kind, walk.fits);
    const inside = rules.some(isNothingButThat)
      ? undefined
      : kind === 'array'
        ? insideOfArray(parts, walk)
        : kind === 'object'
          ? insideOfObject(parts, meant, walk)
          : undefined;
    const passes = every(rules);
    const tellBroken = (value: unknown, extras: readonly Extra[]): void => {
      const own = extras.filter(({ member }) => member === undefined);
      const broken = rules
        .filter(({ test }) => !test(value as never))
        .map(({ words, test: _, ...rule }): Extra => ({ ...rule, expected: words() }));
      if (own.length + broken.length > 0) walk.complain([...own, ...broken], value);
    };
    shape = {
      accepts: acceptor(passes, inside?.accepts, kind),
      // Little stands here, so that the stack holds values that are nested deeply.
      tell(value, extras) {
        if (extras.length > 0 || !passes(value)) tellBroken(value, extras);
        inside?.tell(value as never, extras);
      },
    };
    // Values may choose in any number of ways.
    if (shapes.size >= mostShapes) shapes.clear();
    shapes.set(key, shape);
    return shape;
  }

  function acceptor(passes: Shape['accepts'], inside: Inside['accepts'] | undefined, kind: Kind): Shape['accepts'] {
    if (kind === 'beyond')
      return (value) => {
        if (typeof value === 'number') walk.rounded = true;
        return passes(value);
      };
    if (!inside) return passes;
    const whole = inside as Shape['accepts'];
    return passes === pass ? whole : (value) => passes(value) && whole(value);
  }

  /** A discriminator without alternatives stands in a schema that others extend: the value names one of them. */
  function extensionOf({ discriminator, oneOf, anyOf }: SchemaObject, value: unknown): Schema | undefined {
    if (!discriminator || oneOf || anyOf || !isRecord(value)) return undefined;
    const kind = own(value, discriminator.propertyName);
    if (typeof kind !== 'string') return undefined;
    return set.named((own(discriminator.mapping, kind) as string | undefined) ?? kind);
  }

  function begin(): void {
    if (memory.size > 0) memory.clear();
    if (walk.path.length > 0) walk.path.length = 0;
    walk.unknown = walk.rounded = walk.muted = false;
  }

  return {
    isFine(schema, value) {
      begin();
      try {
        return accepts(single.get(schema) ?? walk.at([schema]), value) && !walk.unknown && !walk.rounded;
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof NotJudged)) throw error;
        return false;
      }
    },
    accepts(schema, value) {
      begin();
      return accepts(walk.at([schema]), value);
    },
    look(schema, value) {
      begin();
      sink = createSink();
      tell(walk.at([schema]), value);
      return sink.all();
    },
  };
}

const busy = Symbol('busy');

/** More than any description has; they are made again when they are needed. */
const mostShapes = 20_000;

function choicesOf({ oneOf, anyOf }: SchemaObject): readonly (readonly Schema[])[] {
  if (oneOf) return anyOf ? [oneOf, anyOf] : [oneOf];
  return anyOf ? [anyOf] : none;
}

const none: readonly (readonly Schema[])[] = [];

/** Whether what the members of an object are decides what describes it. */
function hasExtensions({ dependentSchemas, discriminator, oneOf, anyOf }: SchemaObject): boolean {
  return dependentSchemas !== undefined || (discriminator !== undefined && !oneOf && !anyOf);
}

function every(rules: readonly Rule[]): (value: unknown) => boolean {
  const [first, second, ...others] = rules.map(({ test }) => test as (value: unknown) => boolean);
  if (!first) return pass;
  if (!second) return first;
  if (others.length === 0) return (value) => first(value) && second(value);
  return (value) => rules.every(({ test }) => test(value as never));
}
