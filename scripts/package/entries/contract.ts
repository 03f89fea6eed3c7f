/** `commerce-openapi/contract`: is what a description says what an API does? Web standards only; runs anywhere. */

export * from '../../engine/contract.ts';
