import {
  Ajv2020,
  _,
  Name,
  stringify,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { isMultipleOf } from '../schema/decimals.ts';
import { hasDuplicates } from '../schema/duplicates.ts';
import { formats } from '../schema/formats.ts';
import type { Schema } from '../schema/keywords.ts';
import { NotJudged } from '../schema/not-judged.ts';
import { compilePattern } from '../schema/patterns.ts';
import type { Fault } from './fault.ts';
import type { Members } from './prepare.ts';
import type { Run } from './notes.ts';

/** How schemas inside of `not`, `contains` and `propertyNames` are judged, apart from the value around them, and choices narrowed. */
export interface Apart {
  accepts(schema: Schema, value: unknown): boolean;
  faults(schema: Schema, value: unknown): readonly Fault[];
  /** Which branches of a choice may fit a value; all when none does. */
  likely(branches: readonly Schema[], value: unknown): readonly boolean[];
}

/** Where a value stands, as keywords are told it. */
interface Place {
  readonly instancePath: string;
  readonly parentData: unknown;
  readonly parentDataProperty: string | number;
}

type Test = (value: never, place?: Place) => boolean;

/** An ajv that reads numbers exactly, counts its steps, keeps the branches of choices apart, and notes what is merely not mentioned. */
export function createAjv(run: Run, apart: Apart, definition: (key: string) => ValidateFunction): Ajv2020 {
  const ajv = new Ajv2020({
    ...{ strict: false, strictNumbers: true, allowMatchingProperties: true, ownProperties: true, inlineRefs: false },
    ...{ validateSchema: false, addUsedSchema: false, meta: false, messages: false, logger: false },
    // Without `allErrors`, what stands behind a `prefixItems` that is longer than the array is left out.
    ...{ allErrors: true, verbose: true },
    code: {
      // A fifth of the time to compile, and no faster code for it.
      optimize: false,
      regExp: Object.assign((pattern: string) => (compilePattern(pattern) ?? /(?:)/) as RegExp, { code: 'new RegExp' }),
    },
  });
  const put = (
    keyword: string,
    type: 'number' | 'string' | 'array' | 'object' | undefined,
    make: (value: never, parent: never) => Test,
  ): void => {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({ keyword, ...(type && { type }), errors: false, compile: make as never });
  };
  /** The value at a place with its last digits: ajv has seen a double. */
  const exactly = (value: number, place: Place | undefined): number | bigint => {
    if (Number.isSafeInteger(value)) return value;
    const holder = run.exact.get(place?.parentData) as Record<string, bigint> | undefined;
    return holder?.[place?.parentDataProperty as string] ?? value;
  };
  const putNumber = (keyword: string, test: (value: number | bigint, limit: number) => boolean): void =>
    put(keyword, 'number', (limit: number) => (value: number, place) => test(exactly(value, place), limit));

  putNumber('minimum', (value, limit) => comparable(value, limit) >= limit);
  putNumber('maximum', (value, limit) => comparable(value, limit) <= limit);
  putNumber('exclusiveMinimum', (value, limit) => comparable(value, limit) > limit);
  putNumber('exclusiveMaximum', (value, limit) => comparable(value, limit) < limit);
  // ajv divides doubles, which makes 19.99 no multiple of 0.01.
  putNumber('multipleOf', isMultipleOf);
  put('format', undefined, (name: string) => {
    const format = formats.get(name);
    if (format?.appliesTo === 'number')
      return (value: unknown, place) => typeof value !== 'number' || format.test(exactly(value, place) as never);
    return (value: unknown) => typeof value !== 'string' || !format || format.test(value as never);
  });
  // ajv compares every pair of objects: 10,000 of them take seconds.
  put(
    'uniqueItems',
    'array',
    (unique: boolean) => (items: readonly unknown[]) =>
      !unique || !hasDuplicates((run.exact.get(items) as readonly unknown[] | undefined) ?? items),
  );
  put('absent', undefined, () => () => false);
  put('unjudged', undefined, (reason: string) => () => {
    throw new NotJudged(reason);
  });
  put('step', undefined, () => () => {
    if (run.steps-- <= 0) throw new NotJudged('its schemas lead to too many combinations');
    return true;
  });
  put('named', 'object', () => (_value: object, place) => {
    run.notes.push({ kind: 'named', at: place?.instancePath ?? '' });
    return true;
  });
  put('hidden', undefined, () => (_value: unknown, place) => {
    run.notes.push({ kind: 'hidden', at: place?.instancePath ?? '' });
    return true;
  });
  ajv.removeKeyword('contains');
  ajv.addKeyword({ keyword: 'contains', type: 'array', errors: 'full', compile: containing(apart) as never });
  ajv.removeKeyword('propertyNames');
  ajv.addKeyword({ keyword: 'propertyNames', type: 'object', errors: 'full', compile: naming(apart) as never });
  for (const keyword of ['anyOf', 'oneOf'] as const) replace(ajv, choice(keyword, run, apart));
  put('not', undefined, (schema: Schema) => (value: unknown) => !apart.accepts(schema, value));
  replace(ajv, reference(definition));
  replace(ajv, condition(run));
  ajv.addKeyword(members(run));
  return ajv;
}

/** A limit beyond 2^53 has been rounded when the description was read; the value is rounded alike before they are compared. */
function comparable(value: number | bigint, limit: number): number | bigint {
  return typeof value === 'bigint' && !Number.isSafeInteger(limit) && Number.isInteger(limit) ? Number(value) : value;
}

function replace(ajv: Ajv2020, definition: CodeKeywordDefinition): void {
  ajv.removeKeyword(definition.keyword as string);
  ajv.addKeyword(definition);
}

/** ajv's own takes every item of such an array for evaluated. */
function containing(apart: Apart) {
  return (
    schema: Schema,
    { minContains = 1, maxContains = Infinity }: { minContains?: number; maxContains?: number },
  ) => {
    const test: Test & { errors?: unknown } = (items: readonly unknown[]) => {
      const found = items.filter((item) => apart.accepts(schema, item)).length;
      const keyword = found < minContains ? 'contains' : 'maxContains';
      test.errors = [{ keyword, params: { count: found < minContains ? minContains : maxContains } }];
      return found >= minContains && found <= maxContains;
    };
    return test;
  };
}

function naming(apart: Apart) {
  return (schema: Schema) => {
    const test: Test & { errors?: unknown } = (object: object) => {
      const bad = Object.keys(object).filter((name) => !apart.accepts(schema, name));
      test.errors = bad.map((name) => ({
        keyword: 'propertyNames',
        params: { name, expected: apart.faults(schema, name)[0]?.expected },
      }));
      return bad.length === 0;
    };
    return test;
  };
}

const errors = new Name('errors');

/**
 * `$ref` to a definition, which is compiled when the first value comes by. ajv's own copies all errors with each reference, which makes
 * many of them cost more than their number, and forgets what has been evaluated where there are any.
 */
function reference(definition: (key: string) => ValidateFunction): CodeKeywordDefinition {
  const append = (list: unknown[] | null, more: readonly unknown[]): readonly unknown[] => {
    if (list === null) return more;
    for (const error of more) list.push(error);
    return list;
  };
  const copied = (evaluated: object | true | undefined): object | true => evaluated === true || { ...evaluated };
  return {
    keyword: '$ref',
    schemaType: 'string',
    code(cxt: KeywordCxt) {
      const { gen, data, schema: key, it } = cxt;
      let validate: ValidateFunction | undefined;
      const target = gen.scopeValue('obj', { ref: { at: () => (validate ??= definition(key as string)) } });
      const [all, all2] = [new Name('vErrors'), gen.scopeValue('func', { ref: append })];
      const copy = gen.scopeValue('func', { ref: copied });
      const call = gen.const('call', _`${target}.at()`);
      const place = _`{instancePath: ${new Name('instancePath')} + ${it.errorPath}, parentData: ${it.parentData}, parentDataProperty: ${it.parentDataProperty}, rootData}`;
      const valid = gen.const('valid', _`${call}(${data}, ${place})`);
      gen.if(_`!${valid}`, () => {
        gen.assign(all, _`${all2}(${all}, ${call}.errors)`);
        gen.assign(errors, _`${all}.length`);
      });
      const props = gen.var('props', _`${copy}(${call}.evaluated.props)`);
      const items = gen.var('items', _`${call}.evaluated.items || 0`);
      cxt.mergeEvaluated({ ...it, props, items }, Name);
      cxt.ok(valid);
    },
  };
}

/**
 * `anyOf` and `oneOf` as in ajv, but that branches which certainly do not fit are not tried, and that behind the errors of each branch
 * that does not fit stands one with their number and with what has been noted on the way, and behind all of them one for the choice: so
 * the branches can be told apart afterwards.
 */
function choice(keyword: 'anyOf' | 'oneOf', run: Run, { likely }: Apart): CodeKeywordDefinition {
  return {
    keyword,
    schemaType: 'array',
    trackErrors: true,
    error: {
      message: keyword,
      params: ({ params }) =>
        _`{branch: ${params.branch}, count: ${params.count}, notes: ${params.notes}, fitting: ${params.fitting}}`,
    },
    code(cxt: KeywordCxt) {
      const { gen, data } = cxt;
      const branches = cxt.schema as readonly Schema[];
      const notes = gen.scopeValue('obj', { ref: run.notes });
      const choose = gen.scopeValue('func', { ref: (value: unknown) => likely(branches, value) });
      declareEvaluated(cxt);
      const start = gen.const('start', errors);
      const fitting = gen.let('fitting', 0);
      const chosen = gen.const('chosen', _`${choose}(${data})`);
      const apply = (branch: number): void => {
        const valid = gen.name('valid');
        const before = gen.const('before', errors);
        const mark = gen.const('mark', _`${notes}.length`);
        const part = cxt.subschema({ keyword, schemaProp: branch, compositeRule: true }, valid);
        gen.if(
          valid,
          () => {
            gen.code(_`${fitting}++`);
            cxt.mergeEvaluated(part, Name);
          },
          () => {
            cxt.setParams({ branch, count: _`${errors} - ${before}`, notes: _`${notes}.splice(${mark})`, fitting });
            cxt.error(true);
          },
        );
      };
      branches.forEach((_branch, branch) => gen.if(_`${chosen}[${branch}]`, () => apply(branch)));
      cxt.result(
        keyword === 'oneOf' ? _`${fitting} === 1` : _`${fitting} > 0`,
        () => cxt.reset(),
        () => {
          cxt.setParams({ branch: -1, count: _`${errors} - ${start}`, notes: _`[]`, fitting });
          cxt.error(true);
        },
      );
    },
  };
}

/** Variables for what is evaluated only sometimes, before the blocks that do: there they would be unknown, or be those of another item. */
function declareEvaluated({ gen, it }: KeywordCxt): void {
  if (it.props !== true && !(it.props instanceof Name)) it.props = gen.var('props', stringify(it.props ?? {}));
  if (it.items !== true && !(it.items instanceof Name)) it.items = gen.var('items', it.items ?? 0);
}

/** `if` as the standard has it: what the condition has evaluated counts only when it holds, also without `then` and `else`. */
function condition(run: Run): CodeKeywordDefinition {
  return {
    keyword: 'if',
    schemaType: ['object', 'boolean'],
    trackErrors: true,
    code(cxt: KeywordCxt) {
      const { gen, parentSchema } = cxt;
      const notes = gen.scopeValue('obj', { ref: run.notes });
      const mark = gen.const('mark', _`${notes}.length`);
      declareEvaluated(cxt);
      const holds = gen.name('holds');
      const valid = gen.let('valid', true);
      const apply = (keyword: 'then' | 'else'): void => {
        if (parentSchema[keyword] === undefined) return;
        const fits = gen.name('fits');
        const part = cxt.subschema({ keyword }, fits);
        gen.assign(valid, fits);
        cxt.mergeEvaluated(part, Name);
      };
      const tried = cxt.subschema({ keyword: 'if', compositeRule: true }, holds);
      cxt.reset();
      gen.if(
        holds,
        () => {
          cxt.mergeEvaluated(tried, Name);
          apply('then');
        },
        () => {
          gen.code(_`${notes}.length = ${mark}`);
          apply('else');
        },
      );
      cxt.ok(valid);
    },
  };
}

/**
 * Notes the members of an object that nothing has evaluated, by ajv's own record: what `unevaluatedProperties` would refuse. It never
 * fails.
 */
function members(run: Run): CodeKeywordDefinition {
  const note = (
    { named, knows }: Members,
    object: Readonly<Record<string, unknown>>,
    at: string,
    evaluated: object | true | undefined,
  ): void => {
    run.notes.push({ kind: 'closed', at });
    if (named) run.notes.push({ kind: 'named', at });
    if (evaluated === true) return;
    for (const name in object)
      if (!(evaluated && Object.hasOwn(evaluated, name)) && !knows(name, object))
        run.notes.push({ kind: 'unknown', at, name });
  };
  return {
    keyword: 'members',
    type: 'object',
    code({ gen, schema, data, it }: KeywordCxt) {
      const call = gen.scopeValue('func', { ref: note });
      const said = gen.scopeValue('obj', { ref: schema as Members });
      const evaluated = it.props instanceof Name ? it.props : stringify(it.props ?? null);
      gen.code(_`${call}(${said}, ${data}, ${new Name('instancePath')} + ${it.errorPath}, ${evaluated})`);
    },
  };
}
