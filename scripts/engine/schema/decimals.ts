/** Arithmetic on numbers as they are written: `19.99` is a multiple of `0.01`, though its double is not. */

/** Whether a number is a whole multiple of another; both are taken as the decimals that they print as. */
export function isMultipleOf(value: number | bigint, divisor: number): boolean {
  if (typeof value === 'number') {
    if (Number.isInteger(value / divisor) && Math.abs(value) < 2 ** 53) return true;
    if (!Number.isFinite(value)) return false;
  }
  const a = toDecimal(String(value));
  const b = toDecimal(String(divisor));
  const scale = Math.max(a.scale, b.scale);
  const divisorDigits = b.digits * 10n ** BigInt(scale - b.scale);
  return divisorDigits !== 0n && (a.digits * 10n ** BigInt(scale - a.scale)) % divisorDigits === 0n;
}

/** `digits / 10^scale` of a number in JavaScript's notation. */
function toDecimal(text: string): { digits: bigint; scale: number } {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}
