/** What schemas promise to TypeScript: they are Standard Schemas, of the types that calls resolve to. Nothing here runs. */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Order, Product as ProductType } from '../../generated/ecwid/index.js';
import { Order as OrderSchema, Product } from '../../generated/ecwid/schemas.js';
import { expectTrue, type Same } from './expect.ts';

/** As libraries take any schema. */
async function parse<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  const result = await schema['~standard'].validate(value);
  if (result.issues) throw new TypeError(result.issues[0]?.message);
  return result.value;
}

export async function schemas(body: unknown): Promise<void> {
  expectTrue<Same<StandardSchemaV1.InferOutput<typeof Product>, ProductType>>();
  const order = await parse(OrderSchema, body);
  expectTrue<Same<typeof order, Order>>();
  // @ts-expect-error it is an order
  void order.sku;
}
