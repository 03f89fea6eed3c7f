import Big from 'big.js';

/**
 * Whether a number is a whole multiple of another. Both are taken as the decimals that they are written as: `19.99` is a multiple of
 * `0.01`, though its double is not.
 */
export function isMultipleOf(value: number | bigint, divisor: number): boolean {
  if (typeof value === 'number') {
    if (Number.isInteger(value / divisor) && Math.abs(value) < 2 ** 53) return true;
    if (!Number.isFinite(value)) return false;
  }
  return Big(String(value)).mod(String(divisor)).eq(0);
}
